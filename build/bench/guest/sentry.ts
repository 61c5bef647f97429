// A page with the feedback of Sentry, as its documents set it up.

import { feedbackIntegration, init } from "@sentry/browser";

init({ dsn: "http://public@127.0.0.1:9/1", integrations: [feedbackIntegration({ colorScheme: "system" })] });
