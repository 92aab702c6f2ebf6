import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './app/root.js';
import { startTexts } from './i18n/index.js';
import './look/look.css';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the console');
// Without it the console works as before, only not without a network and without push.
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => undefined);
await startTexts();
createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
