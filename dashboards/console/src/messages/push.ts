import { useEffect, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { DeviceInputSchema } from '@miaotou/contracts';
import { http } from '../api/index.js';

export type PushState = 'unknown' | 'unsupported' | 'denied' | 'off' | 'on';

const supported = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

/** The key of the application server as the Push API takes it. */
function keyBytes(publicKey: string): Uint8Array<ArrayBuffer> {
  const text = atob(publicKey.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
}

async function stateNow(): Promise<PushState> {
  if (!supported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) == null ? 'off' : 'on';
}

/** Whether this browser takes push messages, and the ways to begin and end it. */
export function usePush(publicKey: string | null) {
  const client = useQueryClient();
  const [state, setState] = useState<PushState>('unknown');
  useEffect(() => {
    stateNow().then(setState, () => {
      setState('unsupported');
    });
  }, []);
  const refresh = async () => {
    setState(await stateNow());
    await client.invalidateQueries({ queryKey: ['preferences'] });
  };
  const allow = useMutation({
    mutationFn: async () => {
      if (publicKey === null || (await Notification.requestPermission()) !== 'granted') return;
      const registration = await navigator.serviceWorker.ready;
      const subscription = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: keyBytes(publicKey),
      });
      const { endpoint, keys } = subscription.toJSON();
      const body = DeviceInputSchema.parse({ endpoint, keys });
      await http.request(z.unknown(), '/preferences/devices', { method: 'POST', body });
    },
    onSettled: refresh,
  });
  const stop = useMutation({
    mutationFn: async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await (await registration?.pushManager.getSubscription())?.unsubscribe();
    },
    onSettled: refresh,
  });
  return { state, allow, stop };
}
