package site

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"deskside/shared/api"
	"deskside/shared/core/edge/named"
	"deskside/shared/edge"
	"deskside/shared/words"
)

// errWrong says that something is; what it is was said.
var errWrong = errors.New("the site does not work yet, as said above")

// pageLimit is how much of a page is read.
const pageLimit = 4 << 20

// check says what is missing: in the site, at its helpdesk, at the edge and in its pages.
func (c *Command) check(ctx context.Context) error {
	host, err := edge.New(edge.Config{Store: c.store, Doer: c.Doer, Now: c.Now, Secret: c.Environment, Seals: c.seals})
	if err != nil {
		return err
	}
	wrong := false
	say := func(f edge.Finding) {
		mark := "  ok "
		if f.Wrong {
			wrong, mark = true, "  !! "
		}
		fmt.Fprintln(c.Stdout, mark+c.printer.Say(f.Say))
	}
	for _, f := range host.Check(ctx, c.name) {
		say(f)
	}
	if c.edge != "" {
		say(c.atEdge(ctx))
	}
	row, err := c.operator.Site(ctx, c.name)
	if err == nil {
		for _, page := range c.pages {
			for _, f := range c.onPage(ctx, page, row.Origins) {
				say(f)
			}
		}
	}
	if wrong {
		return errWrong
	}
	return nil
}

// get reads an address, following no redirect.
func (c *Command) get(ctx context.Context, address string) (status int, header http.Header, body string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return 0, nil, "", err
	}
	answer, err := c.Doer.Do(request)
	if err != nil {
		return 0, nil, "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, pageLimit))
	return answer.StatusCode, answer.Header, string(text), err
}

// atEdge asks the edge whether it answers for the site.
func (c *Command) atEdge(ctx context.Context) edge.Finding {
	at := words.Text(strings.TrimRight(c.edge, "/"))
	status, _, body, err := c.get(ctx, strings.TrimRight(c.edge, "/")+named.At(c.name)+"/healthz")
	switch {
	case err != nil:
		return edge.Finding{Wrong: true, Say: words.OperatorCheckEdgeGone(at, words.Text(cause(err)))}
	case status == http.StatusOK && strings.Contains(body, `"site":"`+c.name+`"`):
		return edge.Finding{Say: words.OperatorCheckEdge(at)}
	case status == http.StatusNotFound || status == http.StatusOK:
		return edge.Finding{Wrong: true, Say: words.OperatorCheckEdgeNone(at)}
	}
	return edge.Finding{Wrong: true, Say: words.OperatorCheckEdgeUnset(at, words.Number(int64(status)))}
}

// onPage looks whether a page may embed the site, and does.
func (c *Command) onPage(ctx context.Context, address, origins string) (all []edge.Finding) {
	note := func(say words.Say) { all = append(all, edge.Finding{Wrong: true, Say: say}) }
	page := words.Text(address)
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		note(words.OperatorCheckPageGone(page, words.Text("no address of a page")))
		return all
	}
	origin := at.Scheme + "://" + at.Host
	if !listed(origins, origin) {
		note(words.OperatorCheckPageOrigin(page, words.Text(origin)))
	}
	status, header, body, err := c.get(ctx, address)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("HTTP %d", status)
	}
	if err != nil {
		note(words.OperatorCheckPageGone(page, words.Text(cause(err))))
		return all
	}
	scripts, policies := read(body)
	edgeAt := strings.TrimRight(c.edge, "/")
	embedded := ""
	for _, s := range scripts {
		src, err := at.Parse(s.src)
		if err != nil || s.site != c.name && !strings.HasSuffix(src.Path, named.At(c.name)+"/loader.js") {
			continue
		}
		embedded = src.Scheme + "://" + src.Host
		if edgeAt == "" {
			edgeAt = embedded
		}
	}
	if embedded == "" || embedded != edgeAt {
		script := edgeAt
		if script == "" {
			script = "https://EDGE"
		}
		note(words.OperatorCheckPageScript(page, words.Text(snippet(c.name, script))))
	}
	if edgeAt != "" {
		for _, text := range append(header.Values("Content-Security-Policy"), policies...) {
			p := parsePolicy(text)
			for _, d := range [...]string{"script-src", "frame-src"} {
				if !p.allows(d, edgeAt, origin) {
					note(words.OperatorCheckPagePolicy(page, words.Text(d), words.Text(edgeAt)))
				}
			}
		}
	}
	if len(all) == 0 {
		all = append(all, edge.Finding{Say: words.OperatorCheckPage(page)})
	}
	return all
}

// listed reports whether an origin is among those of a site.
func listed(origins, origin string) bool {
	for one := range api.Listed(origins) {
		if one == "*" || strings.EqualFold(strings.TrimRight(one, "/"), origin) {
			return true
		}
	}
	return false
}

// cause is why an address was not read, without the address.
func cause(err error) string {
	var of *url.Error
	if errors.As(err, &of) {
		err = of.Err
	}
	return err.Error()
}

// embeds is a script of a page.
type embeds struct{ src, site string }

// read finds the scripts of a page and the policies that it states itself.
func read(page string) (scripts []embeds, policies []string) {
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return scripts, policies
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		t := z.Token()
		of := map[string]string{}
		for _, a := range t.Attr {
			of[a.Key] = a.Val
		}
		switch {
		case t.Data == "script" && of["src"] != "":
			scripts = append(scripts, embeds{of["src"], of["data-site"]})
		case t.Data == "meta" && strings.EqualFold(of["http-equiv"], "Content-Security-Policy"):
			policies = append(policies, of["content"])
		}
	}
}
