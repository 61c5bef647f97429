package feedback

import (
	"hash/fnv"
	"strconv"
	"strings"

	"deskside/shared/outbox"
)

// PostKind is the kind of an outbox's entry that is a post.
const PostKind = "post"

// PostKey is the key under which a draft is sent. writing is the id of the draft:
// it and the text make the key, so that the same draft is one post however often
// it is entered, and a changed one is another.
func PostKey(writing string, d *Draft) (string, error) {
	wish, err := PostWish(writing, d)
	return wish.Key, err
}

// PostWish is a draft as an outbox takes it. Posts do not wait for each other.
func PostWish(writing string, d *Draft) (outbox.Wish, error) {
	from, err := d.MarshalMsg(nil)
	text := fnv.New64a()
	text.Write(from)
	key := writing + "-" + strconv.FormatUint(text.Sum64(), 36)
	return outbox.Wish{Key: key, Lane: PostKind + "/" + key, Kind: PostKind, Way: outbox.Keyed, From: from}, err
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
