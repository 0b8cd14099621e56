/** Submitting, and the proof of identity for one declaration. */
export const submit = {
  title: 'Your application is not submitted yet',
  nothingLost: 'Everything you entered is saved.',
  back: 'Back to what you entered',
  proofTitle: 'Confirm this application with your online ID card',
  proofText:
    'This is needed anew for each of these applications. Have your card and its six-digit PIN ready, and start the AusweisApp before. Afterwards you come back here and submit the application within a quarter of an hour.',
  prove: 'Confirm with the online ID card',
  proven: 'Confirmed. Check what you entered once more, and then submit the application.',
};
