import { useEffect, useRef } from 'react';

/** Two short notes with each runner. A browser that nobody has touched yet stays silent, as it must. */
export function useTone(isOn: boolean, cardId: string | null): void {
  const audio = useRef<AudioContext | null>(null);
  const last = useRef(cardId);
  useEffect(() => {
    const isNew = cardId !== null && cardId !== last.current;
    last.current = cardId;
    if (!isOn || !isNew) return;
    audio.current ??= new AudioContext();
    void play(audio.current);
  }, [isOn, cardId]);
  useEffect(() => () => void audio.current?.close(), []);
}

const notes = [
  { hertz: 784, afterS: 0 },
  { hertz: 1_175, afterS: 0.09 },
] as const;
const noteS = 0.16;
const loudness = 0.18;

async function play(audio: AudioContext): Promise<void> {
  if (audio.state === 'suspended') await audio.resume();
  for (const { hertz, afterS } of notes) {
    const startS = audio.currentTime + afterS;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, startS);
    volume.gain.linearRampToValueAtTime(loudness, startS + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.001, startS + noteS);
    tone.connect(volume).connect(audio.destination);
    tone.start(startS);
    tone.stop(startS + noteS);
  }
}
