// The page's calls. Addresses are relative, so the page also works behind a path of a proxy.

/** A call that the playground refused; the message is a sentence for people. */
export class CallError extends Error {}

async function answerOf(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new CallError(body.error ?? `${response.status} ${response.statusText}`);
  return body;
}

async function post(path, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(path, {
    method: "POST",
    headers: isForm ? {} : { "Content-Type": "application/json" },
    body: isForm ? body : JSON.stringify(body),
  });
  return answerOf(response);
}

const get = async (path) => answerOf(await fetch(path, { cache: "no-store" }));

export const getInfo = () => get("api/info");
export const getState = (user) => get(`api/state?user=${user}`);
export const eventsPath = (user) => `api/events?user=${user}`;
export const filePath = (id, download = false) =>
  `api/files/${encodeURIComponent(id)}${download ? "?download=1" : ""}`;

export const sendText = (message) => post("api/send", message);
export const editText = (edit) => post("api/edit", edit);
export const tapButton = (tap) => post("api/tap", tap);
export const askInline = (query) => post("api/inline", query);
export const chooseResult = (choice) => post("api/choose", choice);
export const react = (reaction) => post("api/react", reaction);
export const addUser = (user) => post("api/users", user);
export const addTopic = (topic) => post("api/topics", topic);
export const addGroup = (group) => post("api/groups", group);

/** Send pictures or files: `message` holds the plain fields, `files` the File objects. */
export function sendFiles(message, files, asDocuments) {
  const form = new FormData();
  for (const [key, value] of Object.entries(message)) {
    if (value !== null && value !== undefined) form.append(key, value);
  }
  for (const file of files) form.append(asDocuments ? "document" : "photo", file, file.name);
  return post("api/send", form);
}
