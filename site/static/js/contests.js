/* How long until a round opens or closes; the page itself says the moment in words. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function leftUntil(moment, now, words) {
  const left = Math.max(0, moment - now);
  const days = Math.floor(left / DAY);
  const hours = Math.floor((left % DAY) / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const parts = [];
  if (days) parts.push(words.days.replace("COUNT", days));
  if (hours) parts.push(words.hours.replace("COUNT", hours));
  if (!days && (minutes || !hours)) parts.push(words.minutes.replace("COUNT", minutes));
  return parts.join(" ");
}

export function connectCountdown(root) {
  const moment = Date.parse(root.dataset.countdown);
  if (Number.isNaN(moment)) return;
  const show = () => {
    const left = leftUntil(moment, Date.now(), root.dataset);
    root.textContent = root.dataset.words.replace("LEFT", left);
    root.hidden = Date.now() >= moment;
  };
  show();
  setInterval(show, MINUTE / 4);
}

for (const root of document.querySelectorAll("[data-countdown]")) connectCountdown(root);
