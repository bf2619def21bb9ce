import { DISPOSITIONS } from '@one-screen/domain';
import { onMounted, onUnmounted } from 'vue';
import { needsNote } from './actions.model';
import { useDrawer } from '../object/drawer';
import { targetOf } from '../object/object.model';
import type { Desk } from './desk';
import { intentOf, type Intent } from './keys.model';

/** What the keyboard needs from the parts of the page. */
export interface KeyTargets {
  search(): void;
  reveal(): void;
  note(): void;
  sign(): void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio');

/** Listens to the keys of the desk while its page stands. */
export const useDeskKeys = (desk: Desk, targets: KeyTargets): void => {
  const { queue, form, choosing, helpOpen } = desk;
  const drawer = useDrawer();

  const escape = (): void => {
    if (helpOpen.value) helpOpen.value = false;
    else if (isTyping(document.activeElement)) (document.activeElement as HTMLElement).blur();
    else if (choosing.value) choosing.value = false;
    else if (form.value) form.value = undefined;
    else if (queue.chosen.size) queue.clearChosen();
  };

  const act = (intent: Intent): void => {
    switch (intent.kind) {
      case 'move': queue.move(intent.step, intent.extend); targets.reveal(); return;
      case 'tab': queue.stepTab(intent.step); return;
      case 'search': targets.search(); return;
      case 'help': helpOpen.value = true; return;
      case 'escape': escape(); return;
      case 'tick': if (queue.selectedId.value) queue.toggle(queue.selectedId.value); return;
      case 'note': targets.note(); return;
      case 'sign': if (desk.can('acknowledge').allowed) { choosing.value = true; targets.sign(); } return;
      case 'disposition': void desk.sign(DISPOSITIONS[intent.index] ?? 'unverified'); return;
      case 'handle': void desk.run('handle'); return;
      case 'escalate': void desk.run('escalate'); return;
      case 'shelve': if (desk.can('shelve').allowed) form.value = 'shelve'; return;
      case 'object': showObject(); return;
      case 'close': close(); return;
    }
  };
  const showObject = (): void => {
    const target = queue.selected.value && targetOf(queue.selected.value);
    if (target) drawer.open(target);
  };
  const close = (): void => {
    const alarm = queue.selected.value;
    if (!alarm || !desk.can('close').allowed) return;
    if (needsNote('close', alarm) && !desk.drafts.note.value.trim()) form.value = 'close';
    else void desk.run('close');
  };

  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const dialog = helpOpen.value || document.querySelector('dialog[open]') !== null;
    const intent = intentOf(event, { typing: isTyping(event.target), choosing: choosing.value, dialog });
    if (!intent) return;
    if (intent.kind !== 'escape') event.preventDefault();
    // A held key moves, but never sends the same command again and again.
    if (event.repeat && intent.kind !== 'move') return;
    act(intent);
  };
  onMounted(() => window.addEventListener('keydown', listen));
  onUnmounted(() => window.removeEventListener('keydown', listen));
};
