package wire

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
)

// PageText is what a page for people shows.
type PageText struct {
	Title string
	Kind  string
	Lines []string
}

var pages = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#222;background:#fff}p{white-space:pre-wrap;overflow-wrap:anywhere}small{color:#666}</style>
</head>
<body>
<small>Sandbox helpdesk{{if .Kind}} · {{.Kind}}{{end}}</small>
<h1 dir="auto">{{.Title}}</h1>
{{range .Lines}}<p dir="auto">{{.}}</p>
{{end}}</body>
</html>
`))

// RenderPage is a page for people as HTML.
func RenderPage(text PageText) []byte {
	var out bytes.Buffer
	if err := pages.Execute(&out, text); err != nil {
		// The template holds no call that can fail, and the buffer takes all.
		panic(err)
	}
	return out.Bytes()
}

// ErrorPage is the page of an error.
func ErrorPage(status int) []byte {
	return RenderPage(PageText{Title: fmt.Sprintf("%d %s", status, http.StatusText(status)),
		Lines: []string{"This sandbox has no such page."}})
}

// SendHTML sends a page that may load nothing.
func SendHTML(w http.ResponseWriter, status int, body []byte) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
