import { clip, MAX_KEY, MAX_TITLE } from '@one-screen/connectors';
import { TEST_MARK, type AlarmSignal } from '@one-screen/domain';

/** An alarm of a test-send 试发 as a drill 演练 of its own: by its key it can neither raise, clear nor repeat the real one. */
export const asDrill = (signal: AlarmSignal): AlarmSignal => ({ ...signal, key: clip(`${TEST_MARK}${signal.key}`, MAX_KEY), title: clip(`【试发】${signal.title}`, MAX_TITLE), drill: true });
