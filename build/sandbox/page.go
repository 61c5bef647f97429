package sandbox

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"html/template"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// pageText is what a page for people shows.
type pageText struct {
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

func renderPage(text pageText) []byte {
	var out bytes.Buffer
	if err := pages.Execute(&out, text); err != nil {
		// The template holds no call that can fail, and the buffer takes all.
		panic(err)
	}
	return out.Bytes()
}

func errorPage(status int) []byte {
	return renderPage(pageText{Title: fmt.Sprintf("%d %s", status, http.StatusText(status)),
		Lines: []string{"This sandbox has no such page."}})
}

func sendHTML(w http.ResponseWriter, status int, body []byte) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// servePage answers what a browser opens: the pages of objects, tickets and
// people, and the files that answers link to.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		sendHTML(w, http.StatusMethodNotAllowed, errorPage(http.StatusMethodNotAllowed))
		return
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	section, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	number, name, _ := strings.Cut(rest, "/")
	id, _ := strconv.ParseInt(number, 10, 64)
	var found bool
	switch {
	case section == "":
		sendHTML(w, http.StatusOK, renderPage(pageText{Title: "Sandbox helpdesk", Lines: []string{
			"UseResponse answers under /api/7.0/, Usedesk under /uapi/.",
		}}))
		return
	case section == "files" && number == "avatars", section == "img":
		found = servePicture(w, path.Base(r.URL.Path))
	case section == "files" || section == "attachment":
		found = s.serveFile(w, r.Context(), `SELECT name, body FROM ur_attachment WHERE id = ?`, id)
	case section == "usedesk" && number == "files":
		fileID, _, _ := strings.Cut(name, "/")
		id, _ = strconv.ParseInt(fileID, 10, 64)
		found = s.serveFile(w, r.Context(), `SELECT name, body FROM ud_file WHERE id = ?`, id)
	default:
		found = s.serveText(w, r.Context(), section, id)
	}
	if !found {
		sendHTML(w, http.StatusNotFound, errorPage(http.StatusNotFound))
	}
}

// serveText serves the page of an object, a Usedesk ticket or a person.
func (s *Server) serveText(w http.ResponseWriter, ctx context.Context, section string, id int64) bool {
	queries := map[string]string{
		"topic":          `SELECT title, type, coalesce(content, ''), form FROM ur_object WHERE id = ? AND ownership = 'feedback'`,
		"knowledge-base": `SELECT title, type, coalesce(content, ''), form FROM ur_object WHERE id = ? AND ownership = 'knowledge-base'`,
		"announcements":  `SELECT title, type, coalesce(content, ''), form FROM ur_object WHERE id = ? AND ownership = 'announcements'`,
		"tickets": `SELECT title, type, coalesce(content, ''), form FROM ur_object WHERE id = ?1 AND ownership = 'helpdesk'
			UNION ALL SELECT t.subject, 'Usedesk ticket', (SELECT m.message FROM ud_comment m WHERE m.ticket_id = t.id ORDER BY m.id LIMIT 1), 'html'
			FROM ud_ticket t WHERE t.id = ?1`,
		"user": `SELECT name, role, '', 'bbcode' FROM ur_user WHERE id = ?`,
	}
	query, ok := queries[section]
	if !ok {
		return false
	}
	var title, kind, content, form string
	err := s.db.QueryRowContext(ctx, query, id).Scan(&title, &kind, &content, &form)
	if err != nil {
		return false
	}
	if title == "" {
		title = fmt.Sprintf("Ticket %d", id)
	}
	if form == "html" {
		content = htmlToBBCode(content)
	}
	text := bbcodeTag.ReplaceAllString(content, "")
	sendHTML(w, http.StatusOK, renderPage(pageText{Title: title, Kind: kind, Lines: strings.Split(text, "\n\n")}))
	return true
}

// serveFile serves a stored file as a download; pictures may be shown in pages.
func (s *Server) serveFile(w http.ResponseWriter, ctx context.Context, query string, id int64) bool {
	var name string
	var body []byte
	err := s.db.QueryRowContext(ctx, query, id).Scan(&name, &body)
	if errors.Is(err, sql.ErrNoRows) || err != nil {
		return false
	}
	kind := mime.TypeByExtension(strings.ToLower(path.Ext(name)))
	disposition := "attachment"
	if strings.HasPrefix(kind, "image/") && kind != "image/svg+xml" {
		disposition = "inline"
	} else {
		kind = "application/octet-stream"
	}
	header := w.Header()
	header.Set("Content-Type", kind)
	header.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	header.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
	return true
}
