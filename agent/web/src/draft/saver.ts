// Keeps what is typed, within a second, in order, one call at a time; and goes on trying while the agent does not answer.
// Timers and the call come from outside, so that a test can hold them.
import { refusalOf, type Refusal } from "@gom/web/refusal";
import { beginSending, emptyQueue, isEmpty, kept, notKept, textOf, typed, type EditKey, type Edits, type Queue } from "./queue";

export interface Keeping<View> {
  // As the agent answered last.
  readonly view: View;
  readonly queue: Queue;
  // When the agent last said that it has everything up to then; absent before the first time.
  readonly keptAt: Date | undefined;
  // Why the last try failed; absent where it did not.
  readonly problem: Refusal | undefined;
}

export interface SaverSeams {
  readonly setTimeout: (act: () => void, ms: number) => number;
  readonly clearTimeout: (timer: number) => void;
  readonly now: () => Date;
}

// Typing pauses for this long, or has gone on for this long: then it is kept.
export const pauseMs = 250;
export const longestMs = 700;
export const retryMs = [1000, 2000, 4000, 8000] as const;

export class DraftSaver<View> {
  private state: Keeping<View>;
  private timer: number | undefined;
  private waitingSince = 0;
  private failures = 0;
  private underway: Promise<void> | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(
    view: View,
    private readonly save: (edits: Edits) => Promise<View>,
    private readonly seams: SaverSeams,
  ) {
    this.state = { view, queue: emptyQueue, keptAt: undefined, problem: undefined };
  }

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  readonly snapshot = (): Keeping<View> => this.state;

  type(key: EditKey, text: string): void {
    const first = this.state.queue.waiting.size === 0;
    if (first) this.waitingSince = this.seams.now().getTime();
    this.change({ queue: typed(this.state.queue, key, text) });
    if (this.failures > 0) return; // the next try takes it along
    const waited = this.seams.now().getTime() - this.waitingSince;
    this.wait(Math.max(0, Math.min(pauseMs, longestMs - waited)));
  }

  textOf(key: EditKey): string | undefined {
    return textOf(this.state.queue, key);
  }

  // Everything that was typed so far is kept when this is true; else `problem` says why not.
  async flush(): Promise<boolean> {
    while (!isEmpty(this.state.queue)) {
      const failuresBefore = this.failures;
      await (this.underway ?? this.send());
      if (this.failures > failuresBefore) return false;
    }
    return true;
  }

  // What another call of this page made of the draft.
  show(view: View): void {
    this.change({ view });
  }

  // No timer is left behind. What waits is sent once more, without waiting for the answer.
  stop(): void {
    this.forgetTimer();
    if (!isEmpty(this.state.queue)) void this.flush().then(() => this.forgetTimer());
  }

  private wait(ms: number): void {
    this.forgetTimer();
    this.timer = this.seams.setTimeout(() => void this.send(), ms);
  }

  private forgetTimer(): void {
    if (this.timer !== undefined) this.seams.clearTimeout(this.timer);
    this.timer = undefined;
  }

  private send(): Promise<void> {
    if (this.underway !== undefined) return this.underway;
    const sending = beginSending(this.state.queue);
    if (sending?.sending === undefined) return Promise.resolve();
    this.forgetTimer();
    this.change({ queue: sending });
    this.underway = this.save(sending.sending).then(
      (view) => this.answered(view),
      (error: unknown) => this.refused(error),
    );
    return this.underway;
  }

  private answered(view: View): void {
    this.underway = undefined;
    this.failures = 0;
    this.change({ view, queue: kept(this.state.queue), keptAt: this.seams.now(), problem: undefined });
    if (!isEmpty(this.state.queue)) this.wait(0);
  }

  private refused(error: unknown): void {
    this.underway = undefined;
    const wait = retryMs[Math.min(this.failures, retryMs.length - 1)] ?? retryMs[0];
    this.failures += 1;
    this.change({ queue: notKept(this.state.queue), problem: refusalOf(error) });
    this.wait(wait);
  }

  private change(part: Partial<Keeping<View>>): void {
    this.state = { ...this.state, ...part };
    for (const changed of this.watchers) changed();
  }
}
