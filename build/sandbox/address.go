package sandbox

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/wire"
)

// api is one of the two APIs that a sandbox answers.
type api int

const (
	noAPI api = iota
	useResponseAPI
	usedeskAPI
)

var versionSegment = regexp.MustCompile(`^[0-9]+\.[0-9]+$`)

// addresses say where the helpdesks stand on the sandbox's host.
type addresses struct {
	below  string // "/support" of an installation below a path, "" at the top
	atRoot bool   // Usedesk's methods are at the top, not below /uapi
	any    bool   // the APIs answer wherever programs look for them
}

// locate says which API an address belongs to, the version it names and the path
// below. Slashes too many and resources without their .json are taken, since
// programs send them to real ones.
func (a addresses) locate(address string) (belongs api, version, path string) {
	segments := segmentsOf(address)
	if a.any {
		return anywhere(segments)
	}
	if a.atRoot && usedesk.Knows(strings.Join(segments, "/")) {
		return usedeskAPI, "", strings.Join(segments, "/")
	}
	if !a.atRoot && len(segments) > 1 && segments[0] == "uapi" {
		return usedeskAPI, "", strings.Join(segments[1:], "/")
	}
	rest, ok := cutSegments(segments, segmentsOf(a.below))
	if !ok || len(rest) < 2 || rest[0] != "api" {
		return noAPI, "", ""
	}
	if !versionSegment.MatchString(rest[1]) {
		return useResponseAPI, "", strings.Join(rest, "/")
	}
	return useResponseAPI, rest[1], resource(rest[2:])
}

// anywhere finds an API at any place of an address: below any path, Usedesk's
// methods also at the top (/tickets), and UseResponse addresses that lost their
// prefix where a program joined "/me.json" to a base address with a path.
func anywhere(segments []string) (belongs api, version, path string) {
	for i, segment := range segments {
		rest := segments[i+1:]
		switch {
		case segment == "api" && len(rest) > 0 && versionSegment.MatchString(rest[0]):
			return useResponseAPI, rest[0], resource(rest[1:])
		case segment == "uapi" && len(rest) > 0:
			return usedeskAPI, "", strings.Join(rest, "/")
		}
	}
	path = strings.Join(segments, "/")
	switch {
	case len(segments) > 1 && segments[0] == "api":
		return useResponseAPI, "", path
	case usedesk.Knows(path):
		return usedeskAPI, "", path
	case strings.HasSuffix(path, ".json") && useresponse.Knows(path):
		return useResponseAPI, "7.0", path
	}
	return noAPI, "", path
}

func segmentsOf(path string) []string {
	return slices.DeleteFunc(strings.Split(path, "/"), func(s string) bool { return s == "" })
}

// cutSegments gives what follows the segments of prefix.
func cutSegments(segments, prefix []string) (rest []string, ok bool) {
	if len(segments) < len(prefix) || !slices.Equal(segments[:len(prefix)], prefix) {
		return nil, false
	}
	return segments[len(prefix):], true
}

// resource joins the segments of a UseResponse path.
func resource(segments []string) string {
	path := strings.Join(segments, "/")
	if path == "" || strings.HasSuffix(path, ".json") {
		return path
	}
	return path + ".json"
}

// parseOrigin reads an origin such as "https://www.help.test"; "" gives nil.
func parseOrigin(text string) (*url.URL, error) {
	if text == "" {
		return nil, nil
	}
	origin, err := url.Parse(strings.TrimSuffix(text, "/"))
	if err != nil || origin.Scheme != "http" && origin.Scheme != "https" || origin.Host == "" || origin.Path != "" || origin.RawQuery != "" {
		return nil, &originError{text}
	}
	return origin, nil
}

type originError struct{ text string }

func (e *originError) Error() string {
	return "the address to redirect to is " + e.text + ": write a scheme and a host, such as https://www.help.test"
}

// redirect answers a request that names another scheme or host than the
// installation's own with 301, as web servers do: programs then send GET, and
// some of them no key.
func (s *Server) redirect(w http.ResponseWriter, r *http.Request) bool {
	if s.origin == nil || wire.Origin(r) == s.origin.Scheme+"://"+s.origin.Host {
		return false
	}
	s.host.Report(wire.Record{Method: r.Method, Path: r.URL.Path, Status: http.StatusMovedPermanently})
	w.Header().Set("Location", s.origin.String()+r.URL.RequestURI())
	wire.SendHTML(w, http.StatusMovedPermanently, wire.ErrorPage(http.StatusMovedPermanently))
	return true
}
