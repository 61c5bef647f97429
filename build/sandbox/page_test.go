package sandbox

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
)

func TestPagesShowTextAndNothingElse(t *testing.T) {
	h := start(t)
	made := success[useresponse.ObjectAnswer](h.agent("POST", "objects.json", map[string]any{
		"ownership": "feedback", "object_type": "idea", "title": `<img src=x onerror=alert(1)> & more`, "content": "[b]bold[/b] <script>alert(2)</script>\n\nמשהו",
	}))
	page := h.send("GET", made.URL, "", "")
	require.Equal(t, 200, page.status)
	require.Contains(t, string(page.body), "&lt;img src=x onerror=alert(1)&gt; &amp; more")
	require.Contains(t, string(page.body), "bold &lt;script&gt;")
	require.NotContains(t, string(page.body), "<script")
	require.NotContains(t, string(page.body), "<img")
	require.Contains(t, page.header.Get("Content-Security-Policy"), "default-src 'none'")
	require.Empty(t, page.header.Get("Access-Control-Allow-Origin"), "pages are no API")
}

func TestEveryLinkInAnswersLeadsSomewhere(t *testing.T) {
	h := start(t)
	seen := map[string]bool{}
	follow := func(address string) {
		kind := strings.Split(strings.TrimPrefix(address, h.UseResponseURL), "/")[1]
		if seen[kind] {
			return
		}
		seen[kind] = true
		require.True(t, strings.HasPrefix(address, h.UseResponseURL+"/"), address)
		require.Equal(t, 200, h.send("GET", address, "", "").status, address)
	}
	for _, object := range h.everything("search.json?x") {
		follow(object.URL)
		follow(object.Author.Avatar.Small)
		follow(object.Type.Icon.Big)
		for _, file := range object.Attachments {
			follow(file.URL)
			follow(file.DirectURL)
			follow(*file.Icon)
		}
	}
	follow(plainly[useresponse.UserAnswer](h.agent("GET", "me.json", nil)).ProfileURL)
	for _, kind := range []string{"topic", "tickets", "knowledge-base", "announcements", "files", "attachment", "img", "user"} {
		require.True(t, seen[kind], kind)
	}
	for _, ticket := range h.everyTicket(nil) {
		one := plainly[usedesk.TicketAnswer](h.usedesk("ticket", map[string]any{"ticket_id": ticket.ID}))
		for _, comment := range one.Comments {
			for _, file := range comment.Files {
				follow(file.File)
			}
		}
	}
	require.True(t, seen["usedesk"])
	ticket := h.everyTicket(nil)[0]
	require.Contains(t, string(h.send("GET", fmt.Sprintf("%s/tickets/%d", h.UseResponseURL, ticket.ID), "", "").body), "Usedesk ticket")
}

func TestAvatarsArePicturesOfTheirSize(t *testing.T) {
	h := start(t)
	avatar := plainly[useresponse.UserAnswer](h.agent("GET", "me.json", nil)).Avatar
	for address, side := range map[string]int{avatar.Tiny: 24, avatar.Small: 48, avatar.Medium: 96, avatar.Big: 192} {
		picture, err := png.Decode(bytes.NewReader(h.send("GET", address, "", "").body))
		require.NoError(t, err)
		require.Equal(t, side, picture.Bounds().Dx())
	}
}

func TestUnknownPages(t *testing.T) {
	h := start(t)
	for _, path := range []string{"/topic/999999", "/topic/x", "/tickets/1", "/files/99999/a.png", "/usedesk/files/x/a", "/img/", "/favicon.ico", "/api", "/uapi"} {
		page := h.send("GET", h.UseResponseURL+path, "", "")
		require.Equal(t, 404, page.status, path)
		require.Contains(t, page.header.Get("Content-Type"), "text/html", path)
	}
	require.Equal(t, 405, h.send("POST", h.UseResponseURL+"/topic/1", "", "").status)
	require.Contains(t, string(h.send("GET", h.UseResponseURL+"/", "", "").body), "Sandbox helpdesk")
}

func TestLinksFollowTheBaseThatWasSet(t *testing.T) {
	h := start(t, func(o *Options) { o.BaseURL = "https://help.example.test/" })
	require.Equal(t, "https://help.example.test/user/2", plainly[useresponse.UserAnswer](h.agent("GET", "me.json", nil)).ProfileURL)
}
