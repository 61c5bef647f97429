package edge

import (
	"strings"

	"deskside/shared/api"
)

// frame is the widget's document, the only one that sites may embed.
const frame = "/widget/frame.html"

// shows reports whether a path is that of a file of the widget.
func shows(path string) bool {
	return strings.HasPrefix(path, "/widget/") || strings.HasPrefix(path, "/core/")
}

// file are the headers of a file of the widget beside its own. The frame may load
// nothing but its own files, and be embedded by the site's origins alone.
func (e *Edge) file(path string) []api.Header {
	lines := []api.Header{
		{Name: "X-Content-Type-Options", Value: "nosniff"},
		{Name: "Referrer-Policy", Value: "no-referrer"},
		{Name: "Cross-Origin-Resource-Policy", Value: "cross-origin"},
	}
	if path != frame {
		return append(lines, api.Header{Name: "Content-Security-Policy", Value: "default-src 'none'; frame-ancestors 'none'"})
	}
	return append(lines,
		api.Header{Name: "Content-Security-Policy", Value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
			"img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors " + e.origins.ancestors()},
		// Its name stays the same from one release to the next.
		api.Header{Name: "Cache-Control", Value: "no-cache"},
		api.Header{Name: "Permissions-Policy", Value: "camera=(), geolocation=(), microphone=()"})
}
