import '@fontsource-variable/noto-sans-sc';
import './styles/tokens.css';
import './styles/base.css';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n';
import { followSession, router } from './router';
import { keepSessionAlive } from './session';

/** The display starts here: one app, one router, one socket. */
createApp(App).use(i18n).use(router).mount('#app');
followSession();
keepSessionAlive();
