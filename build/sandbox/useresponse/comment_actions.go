package useresponse

import (
	"deskside/build/sandbox/world"
)

// editComment answers comments/{id}/edit.json, for the author and for agents.
func (c *call) editComment() (any, error) {
	m, err := c.ownComment("edit")
	if err != nil {
		return nil, err
	}
	content, given := c.in.Text("content")
	if given {
		c.in.Require("content", content)
		c.in.Length("content", content, world.MaxContent)
	}
	form := c.contentForm()
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if given {
		if _, err := c.tx.ExecContext(c, `UPDATE ur_comment SET content = ?, form = ?, folded = ?, updated_at = ? WHERE id = ?`,
			content, form, world.Fold(content), c.now.Unix(), m.id); err != nil {
			return nil, err
		}
	}
	return c.commentAnswer(m.id)
}

// ownComment reads the comment of the path, which its author and agents may
// change.
func (c *call) ownComment(verb string) (*comment, error) {
	m, err := c.comment(c.id)
	if err != nil {
		return nil, err
	}
	if !c.isAgent() && (!m.authorID.Valid || m.authorID.Int64 != c.caller.id) {
		return nil, forbidden("only agents and the author can " + verb + " a comment")
	}
	return m, nil
}

// trashComment answers comments/{id}/trash.json; the answer shows the comment as
// it is, also to an author who will not see it any more.
func (c *call) trashComment() (any, error) {
	m, err := c.ownComment("remove")
	if err != nil {
		return nil, err
	}
	answer, err := c.answerComment(m)
	if err != nil {
		return nil, err
	}
	_, err = c.tx.ExecContext(c, `UPDATE ur_comment SET is_trashed = 1, is_best = 0 WHERE id = ?`, m.id)
	answer.IsBest = 0
	return answer, err
}

// recoverComment answers comments/{id}/recovery.json.
func (c *call) recoverComment() (any, error) {
	if _, err := c.comment(c.id); err != nil {
		return nil, err
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_comment SET is_trashed = 0 WHERE id = ?`, c.id); err != nil {
		return nil, err
	}
	return c.commentAnswer(c.id)
}

// toggleBest answers comments/{id}/best/toggle.json: one comment of an object is
// the best one, or none. Agents choose it, and the author of the object.
func (c *call) toggleBest() (any, error) {
	m, err := c.comment(c.id)
	if err != nil {
		return nil, err
	}
	o, err := c.object(m.objectID)
	if err != nil {
		return nil, err
	}
	switch {
	case !c.isAgent() && (!o.authorID.Valid || o.authorID.Int64 != c.caller.id):
		return nil, forbidden("only agents and the author of the object can choose the best comment")
	case m.isPrivate || m.isTrashed:
		return nil, badRequest("a private or removed comment cannot be the best one")
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_comment SET is_best = (id = ?1 AND is_best = 0) WHERE object_id = ?2`, m.id, m.objectID); err != nil {
		return nil, err
	}
	return c.commentAnswer(m.id)
}

// toggleCommentVote answers comments/{id}/votes/toggle.json.
func (c *call) toggleCommentVote() (any, error) {
	m, err := c.comment(c.id)
	if err != nil {
		return nil, err
	}
	if !c.canVoteComment(m) {
		return nil, forbidden("this comment takes no votes now")
	}
	query := `INSERT INTO ur_comment_vote (comment_id, user_id) VALUES (?, ?)`
	if m.voted {
		query = `DELETE FROM ur_comment_vote WHERE comment_id = ? AND user_id = ?`
	}
	if _, err := c.tx.ExecContext(c, query, m.id, c.caller.id); err != nil {
		return nil, err
	}
	return c.commentAnswer(m.id)
}
