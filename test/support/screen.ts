import type { AlarmView, Hello, PushEvents } from '@one-screen/contracts';
import { io, type Socket } from 'socket.io-client';

/** A client that does what a wall does: subscribe, snapshot, and fetch the journal after its own sequence. */
export class Screen {
  readonly alarms = new Map<string, AlarmView>();
  /** Every revision applied, to prove that none came twice. */
  readonly applied: string[] = [];
  hellos: Hello[] = [];
  private known = 0;
  private catching: Promise<void> = Promise.resolve();
  readonly socket: Socket<PushEvents>;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {
    this.socket = io(url, { path: '/socket.io', transports: ['websocket'], auth: { token }, reconnectionDelay: 100, reconnectionDelayMax: 500, forceNew: true });
    this.socket.on('alarm', (view: AlarmView) => this.apply(view));
    this.socket.on('hello', (hello: Hello) => {
      this.hellos.push(hello);
      this.catching = this.catching.then(() => this.catchUp(hello.sequence)).catch(() => undefined);
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  private apply(view: AlarmView): void {
    const before = this.alarms.get(view.id);
    if (before && before.revision >= view.revision) return;
    this.alarms.set(view.id, view);
    this.applied.push(`${view.id}@${view.revision}`);
  }

  private async catchUp(latest: number): Promise<void> {
    while (this.known < latest) {
      const answer = await fetch(`${this.url}/api/journal?after=${this.known}&limit=1000`, { headers: { authorization: `Bearer ${this.token}` } });
      if (!answer.ok) return;
      const page = (await answer.json()) as { alarms: AlarmView[]; through: number };
      for (const view of page.alarms) this.apply(view);
      if (page.through === this.known) return;
      this.known = page.through;
    }
  }
}
