package sandbox

import (
	"regexp"
	"slices"
	"strings"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
)

// api is one of the two APIs that a sandbox answers.
type api int

const (
	noAPI api = iota
	useResponseAPI
	usedeskAPI
)

var versionSegment = regexp.MustCompile(`^[0-9]+\.[0-9]+$`)

// locate says which API an address belongs to, the version it names and the path
// below. It takes the spellings that programs in the wild use: an installation
// below a path (/support/api/7.0/…), doubled and trailing slashes, resources
// without their .json, Usedesk's older host that has its methods at the top
// (/tickets), and UseResponse addresses that lost their prefix where a program
// joined "/me.json" to a base address with a path.
func locate(address string) (belongs api, version, path string) {
	segments := slices.DeleteFunc(strings.Split(address, "/"), func(s string) bool { return s == "" })
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

// resource joins the segments of a UseResponse path.
func resource(segments []string) string {
	path := strings.Join(segments, "/")
	if path == "" || strings.HasSuffix(path, ".json") {
		return path
	}
	return path + ".json"
}
