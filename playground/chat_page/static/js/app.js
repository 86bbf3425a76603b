// The page as a whole: who is looking, which chats are open, what the guide shows.
import { el } from "./dom.js";
import { language } from "./i18n.js";
import { recall, remember } from "./memory.js";
import { personName, personSpeaking, summary } from "./names.js";
import { openAddMenu } from "./parts/add_menu.js";
import { guidePanel, tokenBanner } from "./parts/guide.js";
import { Pane } from "./parts/pane.js";
import { Sidebar } from "./parts/sidebar.js";
import { Progress } from "./progress.js";
import { Session } from "./session.js";

const WIDE = matchMedia("(min-width: 1200px)");

export class App {
  constructor(root, info) {
    this.root = root;
    this.info = info;
    this.people = info.users;
    this.sessions = new Map();
    this.panes = [];
    this.active = null;
    this.progress = new Progress(info.boot_id, () => this.#showGuide());
    this.guideOpen = WIDE.matches && recall("guide") !== "closed";
    this.bannerHidden = recall("banner") === info.boot_id;
  }

  start() {
    this.sidebar = new Sidebar({
      people: () => this.people,
      choosePerson: (id) => this.#choosePerson(this.active, id),
      openChat: (id) => this.#openChat(id),
      add: (opener) => openAddMenu(opener, { people: () => this.people, personAdded: (user) => this.#personAdded(user) }),
      split: () => this.#toggleSplit(),
    });
    this.middle = el("main", { class: "panes" });
    this.root.append(this.sidebar.node, this.middle);
    const asked = (new URLSearchParams(location.search).get("users") ?? recall("person") ?? "").split(",").map(Number);
    const chosen = asked.filter((id) => this.people.some((person) => person.id === id)).slice(0, 2);
    if (chosen.length === 0) chosen.push(personSpeaking(this.people, language).id);
    for (const id of chosen) this.#addPane(id);
    this.#activate(this.panes[0]);
    this.sidebar.showSplit(this.panes.length > 1);
    this.#showGuide();
    WIDE.addEventListener("change", () => this.#setGuide(WIDE.matches && recall("guide") !== "closed", false));
  }

  #session(userId) {
    if (!this.sessions.has(userId)) {
      const user = this.people.find((person) => person.id === userId);
      const session = new Session(user, this.info.bot, this.info.boot_id, {
        onMessage: (store, chatId, message) => this.#announce(store, chatId, message),
        onPeople: (people) => this.#peopleKnown(people),
        onNewPlayground: () => location.reload(),
      });
      session.store.on(() => this.active?.store === session.store && this.sidebar.show(session.store));
      this.sessions.set(userId, session);
    }
    return this.sessions.get(userId);
  }

  #addPane(userId) {
    const pane = new Pane(
      this.#session(userId),
      {
        back: () => this.#view("list"),
        guide: () => this.#setGuide(!this.guideOpen, true),
        choosePerson: (which, id) => this.#choosePerson(which, id),
        people: () => (this.panes.length > 1 ? this.people : null),
        banner: (which) => this.#banner(which),
      },
      this.panes.length + 1,
    );
    pane.node.addEventListener("focusin", () => this.#activate(pane));
    pane.node.addEventListener("pointerdown", () => this.#activate(pane));
    this.panes.push(pane);
    this.middle.append(pane.node);
  }

  #activate(pane) {
    if (this.active === pane) return;
    this.active = pane;
    this.sidebar.show(pane.store);
    this.#showGuide();
  }

  #choosePerson(pane, userId) {
    pane.use(this.#session(userId));
    this.#closeUnused();
    if (this.panes.length === 1) remember("person", String(userId));
    this.sidebar.show(this.active.store);
    this.#showGuide();
  }

  #closeUnused() {
    const used = new Set(this.panes.map((pane) => pane.store.user.id));
    for (const [id, session] of this.sessions) {
      if (used.has(id)) continue;
      session.close();
      this.sessions.delete(id);
    }
  }

  /** Others may add people too: another tab, or the control address. */
  #peopleKnown(people) {
    const same = people.length === this.people.length;
    this.people = people;
    if (same) return;
    if (this.active) this.sidebar.show(this.active.store);
    for (const pane of this.panes) pane.showPeople();
  }

  #personAdded(user) {
    this.people = [...this.people, user];
    if (this.panes.length > 1) this.#choosePerson(this.active, user.id);
    else this.#choosePerson(this.panes[0], user.id);
  }

  #toggleSplit() {
    if (this.panes.length > 1) {
      const gone = this.panes.pop();
      gone.close();
      this.#closeUnused();
      this.active = null;
      this.#activate(this.panes[0]);
    } else {
      const shown = this.panes[0].store.user.id;
      const other = this.people.find((person) => person.id !== shown) ?? this.people[0];
      this.#addPane(other.id);
    }
    for (const pane of this.panes) pane.showPeople();
    this.sidebar.showSplit(this.panes.length > 1);
  }

  #view(name) {
    this.root.dataset.view = name;
  }

  #openChat(chatId) {
    this.active.store.openChat(chatId);
    this.#view("chat");
  }

  /** Tell a screen reader what arrived; the list itself is silent, since it is redrawn by edits. */
  #announce(store, chatId, message) {
    if (store.isOwn(message)) {
      this.progress.note(store.user.id, message.text ?? message.caption);
      return;
    }
    if (this.active?.store !== store || store.openChatId !== chatId) return;
    const line = `${personName(message.from ?? {})}: ${summary(message)}`;
    document.getElementById("announcer").textContent = line;
  }

  #banner(pane) {
    const isPrivate = pane.entry?.chat.type === "private";
    const loggedIn = this.progress.of(pane.store.user.id).has("login");
    if (!this.info.login_token || this.bannerHidden || loggedIn || !isPrivate) return null;
    return tokenBanner(this.info, {
      fill: (text) => pane.composer.setText(text),
      hide: () => {
        this.bannerHidden = true;
        remember("banner", this.info.boot_id);
        this.#showGuide();
      },
    });
  }

  #setGuide(open, byPerson) {
    this.guideOpen = open;
    if (byPerson && WIDE.matches) remember("guide", open ? null : "closed");
    this.#showGuide();
  }

  #showGuide() {
    this.guideNode?.remove();
    this.guideNode = null;
    this.root.classList.toggle("guide-open", this.guideOpen);
    for (const pane of this.panes) pane.showBanner();
    if (!this.guideOpen || !this.active) return;
    const act = (run) => {
      // On a small screen the guide covers the chat, so it makes room for what was clicked.
      if (!WIDE.matches) this.#setGuide(false, false);
      run();
    };
    this.guideNode = guidePanel(this.info, this.progress.of(this.active.store.user.id), {
      fill: (text) => act(() => this.active.composer.setText(text)),
      send: (text) => act(() => this.active.send(text)),
      close: () => this.#setGuide(false, true),
    });
    this.root.append(this.guideNode);
  }
}
