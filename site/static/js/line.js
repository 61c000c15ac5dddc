/* The last seconds of the waiting line: counted down, then the button, without asking the server. */

const waiting = document.querySelector("[data-waiting]");
const turn = document.querySelector("[data-turn]");
const left = waiting.querySelector("[data-seconds]");
const end = Date.now() + Number(left.textContent) * 1000;

function callUp() {
  waiting.hidden = true;
  turn.hidden = false;
  document.title = turn.dataset.title;
  turn.querySelector("h1").focus();
}

function tick() {
  // By the clock and not by counting: a phone in a pocket wakes up late.
  const seconds = Math.ceil((end - Date.now()) / 1000);
  if (seconds <= 0) {
    callUp();
    return;
  }
  left.textContent = String(seconds);
  setTimeout(tick, 1000);
}

waiting.querySelector("[data-countdown]").hidden = false;
waiting.querySelector("[data-looks]").hidden = true;
tick();
