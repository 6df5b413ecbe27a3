// The worker runs the linter, so that the page stays at hand while a large manifest is
// checked. It fetches the WASM when it starts, and nothing after that.
import "wasm_exec";

interface Task {
  id: number;
  question: string;
}

declare function edgeproxyAnswer(question: string): string;
declare const self: {
  edgeproxyReady: () => void;
  onmessage: ((event: MessageEvent<Task>) => void) | null;
  postMessage(message: { id: number; answer: string } | { fatal: string }): void;
};

const go = new Go();
const ready = new Promise<void>((resolve) => (self.edgeproxyReady = resolve));

async function load(): Promise<WebAssembly.Instance> {
  const response = await fetch("edgeproxy.wasm");
  if (!response.ok) throw new Error(`edgeproxy.wasm: the server answers ${response.status}`);
  return (await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject)).instance;
}

const fatal = (error: unknown): void => self.postMessage({ fatal: String(error) });
load()
  .then((instance) => go.run(instance))
  .then(() => fatal("the linter has ended"), fatal);

self.onmessage = async ({ data }) => {
  await ready;
  try {
    self.postMessage({ id: data.id, answer: edgeproxyAnswer(data.question) });
  } catch (error) {
    fatal(error);
  }
};
