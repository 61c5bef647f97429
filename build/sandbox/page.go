package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
)

// servePage answers what a browser opens: the pages of objects, tickets and
// people, and the files that answers link to.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		wire.SendHTML(w, http.StatusMethodNotAllowed, wire.ErrorPage(http.StatusMethodNotAllowed))
		return
	}
	s.host.World.TakeTurn(func() { s.answerPage(w, r) })
}

func (s *Server) answerPage(w http.ResponseWriter, r *http.Request) {
	// What UseResponse links to stands below its own path, Usedesk's files at the top.
	section, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, s.addresses.below), "/"), "/")
	number, name, _ := strings.Cut(rest, "/")
	id, _ := strconv.ParseInt(number, 10, 64)
	var found bool
	switch {
	case section == "":
		wire.SendHTML(w, http.StatusOK, wire.RenderPage(wire.PageText{Title: "Sandbox helpdesk", Lines: []string{
			"UseResponse answers under " + s.addresses.below + "/api/7.0/, Usedesk under " + s.usedeskPath() + "/.",
		}}))
		return
	case section == "files" && number == "avatars", section == "img":
		found = world.ServePicture(w, path.Base(r.URL.Path))
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
		wire.SendHTML(w, http.StatusNotFound, wire.ErrorPage(http.StatusNotFound))
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
	err := s.host.World.DB.QueryRowContext(ctx, query, id).Scan(&title, &kind, &content, &form)
	if err != nil {
		return false
	}
	if title == "" {
		title = fmt.Sprintf("Ticket %d", id)
	}
	if form == "html" {
		content = world.HTMLToBBCode(content)
	}
	text := world.BBCodeTag.ReplaceAllString(content, "")
	wire.SendHTML(w, http.StatusOK, wire.RenderPage(wire.PageText{Title: title, Kind: kind, Lines: strings.Split(text, "\n\n")}))
	return true
}

// serveFile serves a stored file as a download; pictures may be shown in pages.
func (s *Server) serveFile(w http.ResponseWriter, ctx context.Context, query string, id int64) bool {
	var name string
	var body []byte
	err := s.host.World.DB.QueryRowContext(ctx, query, id).Scan(&name, &body)
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

func (s *Server) usedeskPath() string {
	if s.addresses.atRoot {
		return ""
	}
	return "/uapi"
}
