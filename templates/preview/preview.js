// Part of a page of the preview: load it again when it is built again, and show over it what is wrong.
(() => {
  const script = document.currentScript;
  const stage = script.dataset.stage;
  const built = Number(script.dataset.built);
  const line = script.src.replace(/^http/, "ws").replace(/preview\.js$/, "live");
  const ENDED = "The preview has ended, or cannot be reached. Begin it again with make preview: it will open at a new address.";
  const STYLE = `
    :host { all: initial; }
    div {
      position: fixed; inset: 0 0 auto; z-index: 2147483647; box-sizing: border-box; max-height: 60vh; overflow: auto;
      padding: 1rem 1.25rem; background: #801650; color: #fff; font: 1rem/1.5 "Source Sans Pro", sans-serif;
    }
    div:focus-visible, button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; }
    h2 { margin: 0 6rem 0.5rem 0; font-size: 1.25rem; line-height: 1.2; }
    pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.9375rem/1.5 "DejaVu Sans Mono", monospace; }
    button {
      position: absolute; top: 0.75rem; right: 1.25rem; padding: 0.25rem 0.75rem; min-height: 2rem; cursor: pointer;
      border: 2px solid #fff; background: #801650; color: #fff; font: inherit;
    }
    @media print { div { display: none; } }`;
  let overlay = null;
  let shown = "";

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function dismiss() {
    overlay?.remove();
    overlay = null;
  }

  function show(heading, words) {
    if (words === shown) return; // what was dismissed does not come back
    dismiss();
    shown = words;
    if (!words) return;
    overlay = document.createElement("report-fault");
    const root = overlay.attachShadow({ mode: "open" });
    const box = element("div", "");
    box.setAttribute("role", "alert");
    box.tabIndex = 0; // so that a long list can be scrolled with the keyboard
    const button = element("button", "Dismiss");
    button.addEventListener("click", dismiss);
    box.addEventListener("keydown", (event) => event.key === "Escape" && dismiss());
    root.append(element("style", STYLE), box);
    document.body.append(overlay);
    box.append(element("h2", heading), element("pre", words), button); // after the alert is there, so that it is read out
  }

  function listen() {
    const socket = new WebSocket(line);
    socket.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      if (state[stage] !== built) location.reload();
      else show("The report could not be built", state.fault);
    });
    socket.addEventListener("close", () => {
      show("No longer live", ENDED);
      setTimeout(listen, 2000);
    });
  }

  listen();
})();
