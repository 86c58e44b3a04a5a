// "Use my position": asks the device once, after a tap, rounds to about 100 m before sending, sends by POST.
// Every page works without this file.
const form = document.querySelector("form[data-locate]");

if (form && "geolocation" in navigator) {
  const button = form.querySelector("button");
  const state = form.querySelector("[role=status]");
  const rounded = (degrees) => (Math.round(degrees * 1000) / 1000).toFixed(3);

  const found = ({ coords }) => {
    form.elements.lat.value = rounded(coords.latitude);
    form.elements.lon.value = rounded(coords.longitude);
    form.submit();
  };

  const failed = (error) => {
    button.disabled = false;
    state.textContent = error.code === error.PERMISSION_DENIED ? form.dataset.denied : form.dataset.failed;
  };

  button.addEventListener("click", () => {
    button.disabled = true;
    state.textContent = form.dataset.waiting;
    navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 60000, timeout: 15000 });
  });
  form.hidden = false;
}
