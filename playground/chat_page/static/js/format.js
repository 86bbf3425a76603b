// Times and sizes for people, in the page's language.
import { locale, t } from "./i18n.js";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
const dayMonth = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });

const toDate = (seconds) => new Date(seconds * 1000);

export const timeOf = (seconds) => clock.format(toDate(seconds));
export const fullTime = (seconds) => full.format(toDate(seconds));
export const dayKey = (seconds) => toDate(seconds).toDateString();

export function dayTitle(seconds, now = Date.now()) {
  const key = dayKey(seconds);
  if (key === new Date(now).toDateString()) return t("today");
  if (key === new Date(now - 86400000).toDateString()) return t("yesterday");
  return dayMonth.format(toDate(seconds));
}

export function sizeOf(bytes) {
  if (!bytes) return "";
  const units = ["B", "KB", "MB", "GB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

export function durationOf(seconds) {
  const whole = Math.round(seconds ?? 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
