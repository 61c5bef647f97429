package sandbox

import (
	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
)

// Operations gives the names of the described operations, in the order of the
// tables: what Record.Operation says and Fault.Operation matches.
func Operations() []string { return append(useresponse.Operations(), usedesk.Operations()...) }
