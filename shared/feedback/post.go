package feedback

import (
	"hash/fnv"
	"strconv"
	"strings"

	"deskside/shared/outbox"
)

// The kinds of an outbox's entries that somebody has written.
const (
	PostKind    = "post"
	CommentKind = "comment"
)

// PostKey is the key under which a draft is sent. writing is the id of the draft:
// it and the text make the key, so that the same draft is one post however often
// it is entered, and a changed one is another.
func PostKey(writing string, d *Draft) (string, error) {
	wish, err := PostWish(writing, d)
	return wish.Key, err
}

// PostWish is a draft as an outbox takes it. Posts do not wait for each other, comments on one
// post do.
func PostWish(writing string, d *Draft) (outbox.Wish, error) {
	from, err := d.MarshalMsg(nil)
	text := fnv.New64a()
	text.Write(from)
	key := writing + "-" + strconv.FormatUint(text.Sum64(), 36)
	wish := outbox.Wish{Key: key, Lane: PostKind + "/" + key, Kind: PostKind, Way: outbox.Keyed, From: from}
	if d.Object != 0 {
		wish.Kind, wish.Lane = CommentKind, CommentKind+"/"+strconv.FormatInt(d.Object, 10)
	}
	return wish, err
}

// WritingOf is the id of the draft that a key is of.
func WritingOf(key string) string { return key[:max(0, strings.LastIndexByte(key, '-'))] }

// DraftOf is the draft that an entry was made from; one that cannot be read is empty.
func DraftOf(from []byte) (d Draft) {
	if _, err := d.UnmarshalMsg(from); err != nil {
		return Draft{}
	}
	return d
}

// CommentedPost is the post that comments of a lane are on, 0 for none.
func CommentedPost(lane string) int64 {
	digits, _ := strings.CutPrefix(lane, CommentKind+"/")
	id, _ := strconv.ParseInt(digits, 10, 64)
	return id
}
