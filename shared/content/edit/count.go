package edit

import "deskside/shared/content"

// Count is a text measured against a limit, in characters as the server counts them: code points of
// the source. Left is negative when there are too many.
type Count struct {
	Length, Limit, Left int
}

// CountTitle measures a title, CountContent the source of a post, comment or answer.
func CountTitle(s string) Count { return count(s, content.MaxTitle) }

func CountContent(s string) Count { return count(s, content.MaxContent) }

func count(s string, limit int) Count {
	n := content.Length(s)
	return Count{Length: n, Limit: limit, Left: limit - n}
}
