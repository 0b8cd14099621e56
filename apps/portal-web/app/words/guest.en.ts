/** Filing without an account. */
export const guest = {
  title: 'Begin without signing in',
  means: 'What you should know',
  onlyHere: 'Your draft belongs to this browser. On somebody else’s device please close it at the end.',
  byLink: 'If you like, we send you a link with which you go on later and on other devices.',
  signature: 'You sign on paper and upload a photo of the signed page.',
  orSignIn: 'If you sign in, you see all your applications and messages in one place.',
  begin: 'Begin the application',
  signIn: 'Sign in instead',
  working: 'Your browser is proving that no program uses this page. That takes a few seconds.',
  worked: 'Done. You can go on.',
  needsScript: 'Without signing in this needs JavaScript. Otherwise reach us by post, by phone or in person.',
  followTitle: 'Go on later, or look where it stands',
  followText: 'We send you a link. It leads you to your applications without an account, in any browser.',
  followSent: 'Look into your e-mail',
  followSentText:
    'If the address belongs to an application, the link is on its way. Check the spam folder as well.',
  email: 'E-mail address',
  emailHint: 'For example name@post.example. The e-mail contains nothing but the link.',
  sendLink: 'Send the link',
};
