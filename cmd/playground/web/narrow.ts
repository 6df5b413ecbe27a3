// Manifests may be one line of megabytes. A difference of such lines shows where they differ, and
// what stands around it: nobody finds it otherwise, and a browser is busy with it for seconds.

const wide = 1000; // characters of a line that is shown as it is
const around = 200; // characters that are shown before and after what differs
const most = 20_000; // characters that are shown of one line

// narrow shortens the long lines of a unified diff.
export function narrow(lines: string[]): string[] {
  const out = lines.map((line) => (line.length > wide ? ends(line) : line));
  lines.forEach((removed, i) => {
    const next = lines[i + 1]?.startsWith("\\") ? i + 2 : i + 1; // "\ No newline at end of file"
    const added = lines[next] ?? "";
    if (!removed.startsWith("-") || !added.startsWith("+") || Math.max(removed.length, added.length) <= wide) return;
    let head = 1; // the signs differ
    while (head < removed.length && removed[head] === added[head]) head++;
    let tail = 0;
    while (tail < Math.min(removed.length, added.length) - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail++;
    out[i] = part(removed, head, tail);
    out[next] = part(added, head, tail);
  });
  return out;
}

// part is a line without most of what is the same at its start and at its end.
function part(line: string, head: number, tail: number): string {
  const from = Math.max(1, head - around);
  const to = line.length - Math.max(0, tail - around);
  return ends(line[0] + (from > 1 ? "…" : "") + line.slice(from, to) + (to < line.length ? "…" : ""));
}

// ends is a line without its middle, if it is too long.
function ends(line: string): string {
  return line.length <= most ? line : `${line.slice(0, most / 2)} … ${line.slice(-most / 2)}`;
}
