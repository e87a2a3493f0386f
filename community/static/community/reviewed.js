// Sent: the draft kept by report.js has done its work.
document.querySelector("[data-review]").addEventListener("submit", ({ submitter }) => {
  if (submitter?.value === "send") sessionStorage.removeItem("parvis-report");
});
