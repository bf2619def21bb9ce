import { watch } from 'vue';
import { SECTORS } from '@one-screen/domain';
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteLocationRaw } from 'vue-router';
import type { SessionView } from '@one-screen/contracts';
import { isWallMachine, useSession } from './session';

const HOME: Record<SessionView['role'], string> = { wall: '/wall', operator: '/wall', officer: '/desk', leader: '/desk', admin: '/admin' };
const homeOf = (view: SessionView | null): string => (view ? HOME[view.role] : '/login');

/** The wall's code is fetched while the server is still being asked who we are. */
const wallPage = () => import('./wall/WallPage.vue');
if (location.pathname === '/' || location.pathname.startsWith('/wall')) void wallPage().catch(() => undefined);

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: wallPage },
    { path: '/login', name: 'login', component: () => import('./login/LoginPage.vue') },
    { path: '/wall', name: 'wall', component: wallPage },
    { path: '/desk', name: 'desk', component: () => import('./desk/DeskPage.vue') },
    { path: `/sector/:sector(${SECTORS.join('|')})`, name: 'sector', component: () => import('./sector/SectorPage.vue') },
    { path: '/sector', redirect: `/sector/${SECTORS[0]}` },
    { path: '/insight', name: 'insight', component: () => import('./insight/InsightPage.vue') },
    { path: '/insight/index', name: 'league', component: () => import('./insight/LeaguePage.vue') },
    { path: '/admin/:tab?', name: 'admin', component: () => import('./admin/AdminPage.vue') },
    { path: '/ledger', redirect: '/ledger/hazards' },
    { path: '/ledger/hazards', name: 'hazards', component: () => import('./ledger/hazards/HazardsPage.vue') },
    { path: '/ledger/hazards/:id', name: 'hazard', component: () => import('./ledger/hazards/HazardPage.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
});

/** A wall's token in `#token=…` or `?token=…`, taken once and then removed from the address. */
const tokenIn = (to: RouteLocationNormalized): string | undefined => {
  const fromHash = new URLSearchParams(to.hash.slice(1)).get('token');
  const fromQuery = to.query['token'];
  return fromHash ?? (typeof fromQuery === 'string' ? fromQuery : undefined);
};

let asked = false;

router.beforeEach(async (to, from): Promise<RouteLocationRaw | true> => {
  const session = useSession();
  const token = to.name === 'wall' ? tokenIn(to) : undefined;
  if (token) {
    asked = true;
    // A server that is away must not strand the screen: the wall page says so and tries again.
    await session.signInWall(token).catch(() => undefined);
    return { path: '/wall', replace: true };
  }
  if (!session.view.value && !asked) {
    asked = true;
    await session.load().catch(() => undefined);
  }
  if (to.name === 'login') return session.view.value ? homeOf(session.view.value) : true;
  if (!session.view.value) {
    if (to.name === 'wall' && isWallMachine()) return true;
    return { path: '/login', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
  }
  if (to.name === 'home') return homeOf(session.view.value);
  if (session.view.value.kind === 'wall' && to.name !== 'wall') return '/wall';
  // A page of figures opened with no question is about this site's own place; 全域 is one click up.
  if (to.name === 'insight' && !Object.keys(to.query).length && from.name !== 'insight') {
    const { site, scope } = session.view.value;
    if (site.division.startsWith(scope?.gridPrefix ?? '')) return { name: 'insight', query: { grid: site.division }, replace: true };
  }
  if (to.name === 'admin' && !session.may('administer') && !session.may('read-audit')) return homeOf(session.view.value);
  return true;
});

/** When the server forgets us, people sign in again and come back to where they were; a wall stays and retries. */
export const followSession = (): void => {
  const session = useSession();
  watch(session.view, (view) => {
    const here = router.currentRoute.value;
    if (view || here.name === 'login' || here.name === undefined) return;
    if (here.name === 'wall' && isWallMachine()) return;
    void router.push({ path: '/login', query: session.lost.value ? { next: here.fullPath } : {} });
  });
};

/** Where to go after signing in: `next` (checked by `safeNext`), else the role's own page. */
export const afterSignIn = (next: string | undefined): string => next ?? homeOf(useSession().view.value);
