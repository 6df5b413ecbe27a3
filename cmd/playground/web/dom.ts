// Small helpers for the page. Texts only ever become text nodes: nothing parses HTML.

export function find<E extends Element>(id: string, kind: new () => E): E {
  const e = document.getElementById(id);
  if (!(e instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return e;
}

type Attributes = Record<string, string | (() => void)>;

// make makes an element. A function among the attributes is called on a click.
export function make(name: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") e.addEventListener("click", value);
    else e.setAttribute(key, value);
  }
  e.append(...children);
  return e;
}

export function button(label: string, click: () => void, attributes: Attributes = {}): HTMLElement {
  return make("button", { type: "button", click, ...attributes }, label);
}

export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;
