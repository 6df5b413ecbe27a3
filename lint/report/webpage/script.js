
"use strict";
// Sorting and filtering of the tables. Texts of the page are only read as texts and
// only written as texts: nothing here parses HTML.

const order = new Intl.Collator("en", { numeric: true });

// keyOf is what a row is sorted by in a column.
const keyOf = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent;

function element(name, properties, ...children) {
  const e = Object.assign(document.createElement(name), properties);
  e.append(...children);
  return e;
}

// sortable makes a button of each head of a column.
function sortable(table, rows) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = element("button", { type: "button", textContent: head.textContent });
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = rows.map((row, i) => ({ row, i, key: keyOf(row, column) }));
      keyed.sort((a, b) => (down ? -1 : 1) * order.compare(a.key, b.key) || a.i - b.i);
      table.tBodies[0].append(...keyed.map((k) => k.row));
    });
    head.replaceChildren(button);
  });
}

// choice is a list of the values of a column, with their numbers.
function choice(head, column, rows) {
  const counts = new Map();
  const keys = new Map();
  for (const row of rows) {
    const value = row.cells[column].textContent;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    keys.set(value, keyOf(row, column));
  }
  const values = [...counts.keys()].sort((a, b) => order.compare(keys.get(a), keys.get(b)));
  const select = element("select", {}, new Option("all", ""));
  values.forEach((value, i) => select.append(new Option(`${value} (${counts.get(value)})`, String(i))));
  const shows = (row) => select.value === "" || row.cells[column].textContent === values[Number(select.value)];
  return { select, shows, label: element("label", {}, head.textContent + " ", select) };
}

// filterable puts the controls above a table.
function filterable(list, table, rows) {
  const choices = [...table.tHead.rows[0].cells].flatMap((head, column) => ("choice" in head.dataset ? [choice(head, column, rows)] : []));
  const words = element("input", { type: "search", autocomplete: "off", spellcheck: false });
  const status = element("output", {});
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(choices.every((c) => c.shows(row)) && wanted.every((word) => texts.get(row).includes(word)));
      shown += row.hidden ? 0 : 1;
    }
    status.value = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
  };
  const form = element("form", { className: "controls" }, element("label", {}, "Search ", words), ...choices.map((c) => c.label), element("button", { type: "reset", textContent: "Show all" }), status);
  form.setAttribute("aria-label", "Filter " + table.getAttribute("aria-label"));
  form.setAttribute("role", "search");
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  list.prepend(form);
  filter();
}

for (const list of document.querySelectorAll(".list")) {
  const table = list.querySelector("table");
  const rows = [...table.tBodies[0].rows];
  const long = rows.length > 10 || table.querySelector("[data-choice]");
  if (rows.length > 1) {
    if (long) filterable(list, table, rows);
    sortable(table, rows);
  }
}

// On paper every section is open.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("main > details:not([open])")];
  closed.forEach((d) => (d.open = true));
});
addEventListener("afterprint", () => closed.forEach((d) => (d.open = false)));
