// Showing what the bot answered to a tap: nothing, a short notice, an alert, or an address.
import { safeAddress } from "../entities.js";
import { personName } from "../names.js";
import { alertBox, toast } from "./toasts.js";

export function showTapAnswer(answer, bot) {
  if (answer.text && answer.show_alert) alertBox(answer.text, personName(bot));
  else if (answer.text) toast(answer.text);
  const address = answer.url && safeAddress(answer.url);
  if (address) window.open(address, "_blank", "noopener,noreferrer");
}
