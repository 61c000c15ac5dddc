// Passkeys on the account pages. Each form says what it does with data-passkey:
// "login" asks the server first, "get" and "create" find their options in the page.

const OPTIONS_ID = "passkey-options";

function pageOptions() {
  return JSON.parse(document.getElementById(OPTIONS_ID).textContent);
}

async function askForLoginOptions(form) {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`options: ${response.status}`);
  return response.json();
}

function withResidentKey(options, passwordless) {
  const selection = options.publicKey.authenticatorSelection;
  selection.residentKey = passwordless ? "required" : "discouraged";
  selection.requireResidentKey = passwordless;
  if (passwordless) selection.userVerification = "required";
  return options;
}

const CEREMONIES = {
  login: async (form) => window.webauthnJSON.get((await askForLoginOptions(form)).request_options),
  get: async () => window.webauthnJSON.get(pageOptions().request_options),
  create: async (form) => {
    const passwordless = form.elements.passwordless?.checked ?? false;
    const options = withResidentKey(pageOptions().creation_options, passwordless);
    return window.webauthnJSON.create(options);
  },
};

function connectPasskeyForm(form) {
  const error = form.querySelector("[data-passkey-error]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      const credential = await CEREMONIES[form.dataset.passkey](form);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      // Refused, timed out or not supported: the page offers the other ways.
      error.hidden = false;
    }
  });
}

export function connectPasskeys(root) {
  root.querySelectorAll("form[data-passkey]").forEach(connectPasskeyForm);
}

connectPasskeys(document);
