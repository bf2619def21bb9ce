import { onBeforeUnmount, watch } from 'vue';
import { gridName } from '../live/ledger';
import { spokenText } from './takeover.model';
import { useSound } from './sound';
import { useTakeover } from './takeover';

/** The tone comes again while a red stays unsigned; the voice reads each red once. */
const TONE_AGAIN = 20_000;
const REMEMBERED = 500;

/** Lets a red alarm be heard. Lives as long as the wall page. */
export const useRedCall = (): void => {
  const { takeover } = useTakeover();
  const { state, tone, speak } = useSound();
  const spoken = new Set<string>();
  let timer: ReturnType<typeof setInterval> | undefined;

  watch([() => takeover.value?.alarm.id, state], ([id, sound]) => {
    clearInterval(timer);
    const alarm = takeover.value?.alarm;
    if (!id || !alarm || sound !== 'on') return;
    tone();
    if (!spoken.has(id)) {
      if (spoken.size >= REMEMBERED) spoken.clear();
      spoken.add(id);
      speak(spokenText(alarm, gridName(alarm.gridCode)));
    }
    timer = setInterval(tone, TONE_AGAIN);
  }, { immediate: true });
  onBeforeUnmount(() => clearInterval(timer));
};
