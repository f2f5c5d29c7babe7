// In the order in which one overrides another.
import "@gom/web/web.css";
import "./page.css";
import "./home/home.css";
import "./form/form.css";
import "./messages/messages.css";
import "./rows/rows.css";
import "./progress/progress.css";
import "./entry/entry.css";
import "./device/device.css";
import "./narrow.css";
import "./print.css";
