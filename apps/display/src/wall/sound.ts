import { ref, type Ref } from 'vue';

/** `blocked`: the browser waits for a gesture; `none`: no audio on this machine. */
export type SoundState = 'on' | 'blocked' | 'none';

const state = ref<SoundState>('blocked');
let audio: AudioContext | undefined;

const look = (): void => {
  state.value = !audio ? 'none' : audio.state === 'running' ? 'on' : 'blocked';
};

const HIGH = 880;
const LOW = 660;
/** Seconds of each of the two tones, and how often the pair sounds. */
const TONE = 0.35;
const TIMES = 3;
const VOLUME = 0.25;

/** The two-tone call of a red alarm. Silent where sound is blocked. */
const tone = (): void => {
  if (!audio || audio.state !== 'running') return;
  const gain = audio.createGain();
  const voice = audio.createOscillator();
  const start = audio.currentTime + 0.02;
  const end = start + TONE * 2 * TIMES;
  voice.type = 'triangle';
  for (let i = 0; i < TIMES * 2; i += 1) voice.frequency.setValueAtTime(i % 2 ? LOW : HIGH, start + i * TONE);
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(VOLUME, start + 0.02);
  gain.gain.setValueAtTime(VOLUME, end - 0.05);
  gain.gain.linearRampToValueAtTime(0, end);
  voice.connect(gain).connect(audio.destination);
  voice.start(start);
  voice.stop(end);
  voice.onended = () => { voice.disconnect(); gain.disconnect(); };
};

/** Reads a text aloud in Chinese, after the tone. */
const speak = (text: string): void => {
  if (state.value !== 'on' || typeof speechSynthesis === 'undefined') return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = 'zh-CN';
  words.rate = 0.95;
  const voice = speechSynthesis.getVoices().find((one) => one.lang.replace('_', '-').startsWith('zh'));
  if (voice) words.voice = voice;
  setTimeout(() => speechSynthesis.speak(words), TONE * 2 * TIMES * 1000 + 100);
};

/** After a person's gesture: opens the sound and lets it be heard once. */
const enable = async (): Promise<void> => {
  await audio?.resume().catch(() => undefined);
  look();
  tone();
};

/** The sound of this screen. The first use tries to open it; a browser that wants a gesture first says `blocked`. */
export const useSound = (): { state: Ref<SoundState>; tone(): void; speak(text: string): void; enable(): Promise<void> } => {
  if (!audio && typeof AudioContext !== 'undefined') {
    audio = new AudioContext();
    audio.onstatechange = look;
    void audio.resume().catch(() => undefined);
    look();
  }
  return { state, tone, speak, enable };
};
