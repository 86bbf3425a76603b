// Sending: a message that takes long or fails is shown as pending, with a way to try again.
import { CallError } from "../api.js";
import { t } from "../i18n.js";
import { toast } from "./toasts.js";

const SLOW_MS = 400;

/** Run `call` for a message described by `label`; show it in the chat while it is on its way. */
export async function sendThroughOutbox(store, chatId, label, call) {
  const item = { label, error: null };
  const attempt = async () => {
    item.error = null;
    const slow = setTimeout(() => show(), SLOW_MS);
    try {
      await call();
      // The message itself comes as an event, in its place among the others: an answer may be
      // late, and would bring back what the bot has deleted meanwhile.
      store.dropPending(chatId, item);
    } catch (error) {
      // A refusal is final for these words; a broken line may be mended, so the message stays.
      item.error = error;
      toast(error instanceof CallError ? error.message : t("failed"), { error: true });
      show();
    } finally {
      clearTimeout(slow);
    }
  };
  const show = () => {
    store.dropPending(chatId, item);
    store.addPending(chatId, item);
  };
  item.retry = () => {
    store.dropPending(chatId, item);
    attempt();
  };
  item.discard = () => store.dropPending(chatId, item);
  await attempt();
}
