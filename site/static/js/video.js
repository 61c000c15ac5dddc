/* A video is asked of YouTube only when the reader wants it; without a script the link leads there. */

const VIDEO_ID = /^[A-Za-z0-9_-]{11}$/;

export function connectVideos(root) {
  for (const figure of root.querySelectorAll("[data-video]")) {
    const link = figure.querySelector("[data-video-link]");
    const id = figure.dataset.video;
    if (!link || !VIDEO_ID.test(id)) continue;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.className = "video__frame";
      frame.src = `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0`;
      frame.title = figure.dataset.title;
      frame.allow = "autoplay; encrypted-media; picture-in-picture";
      frame.allowFullscreen = true;
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      link.replaceWith(frame);
      frame.focus();
    });
  }
}

connectVideos(document);
