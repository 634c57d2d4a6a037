// The secret of a mailed link rides behind the "#", which browsers never send. This moves it into the form and
// out of the address bar. It presses nothing: mail scanners run scripts too, a person presses the button.
function take() {
  const field = document.querySelector("[data-from-fragment]");
  const secret = decodeURIComponent(window.location.hash.slice(1));
  // A link to a place on this page, such as the field with something wrong, is no secret.
  if (field && secret && !document.getElementById(secret)) {
    field.value = secret;
    document.querySelector("[data-paste]").hidden = true;
    document.querySelector("[data-ready]").hidden = false;
    window.history.replaceState(null, "", window.location.pathname);
  }
}
take();
// A newer link that is opened where an older one has just failed changes nothing but the fragment.
window.addEventListener("hashchange", take);
