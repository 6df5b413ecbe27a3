import type { Answer, Question } from "./answers.ts";

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

// Client asks the worker. If the worker fails as a whole, all open questions fail, and
// the next question starts a new worker.
export class Client {
  private worker: Worker | undefined;
  private waiting = new Map<number, Waiting>();
  private last = 0;

  async ask<A extends Answer>(question: Question): Promise<A> {
    const worker = (this.worker ??= this.start());
    const id = ++this.last;
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, question: JSON.stringify(question) });
    }) as Promise<A>;
  }

  private start(): Worker {
    const worker = new Worker("worker.js");
    worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: string } | { fatal: string }>) => {
      if ("fatal" in data) {
        this.fail(data.fatal);
        return;
      }
      this.waiting.get(data.id)?.resolve(JSON.parse(data.answer) as Answer);
      this.waiting.delete(data.id);
    };
    worker.onerror = (event) => this.fail(event.message || "worker.js cannot be loaded");
    return worker;
  }

  private fail(message: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    const open = [...this.waiting.values()];
    this.waiting.clear();
    for (const w of open) w.reject(new Error(message));
  }
}
