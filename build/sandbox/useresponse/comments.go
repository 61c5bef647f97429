package useresponse

import (
	"fmt"
	"strings"

	"deskside/build/sandbox/world"
)

// createComment answers comments.json with POST.
func (c *call) createComment() (any, error) {
	content, _ := c.in.Text("content")
	c.in.Require("content", content)
	c.in.Length("content", content, world.MaxContent)
	objectID, hasObject := c.in.Integer("object_id")
	replyTo, isReply := c.in.Integer("reply_to")
	private, _ := c.in.Flag("is_private")
	form := c.contentForm()
	if c.in.Err == nil && !hasObject && !isReply {
		c.in.Fail("object_id or reply_to is required")
	}
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if private && !c.isAgent() {
		return nil, forbidden("only agents and administrators can write private notes")
	}
	var reply any
	if isReply {
		parent, err := c.comment(replyTo)
		if err == errNotFound || err == nil && (parent.isTrashed || hasObject && parent.objectID != objectID) {
			return nil, badRequest(fmt.Sprintf("reply_to %d is not a comment of that object", replyTo))
		}
		if err != nil {
			return nil, err
		}
		objectID, reply = parent.objectID, replyTo
	}
	o, err := c.object(objectID)
	if err != nil {
		return nil, err
	}
	if !o.canBeCommented {
		return nil, forbidden("replies to this object are locked")
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ur_comment (object_id, author_id, content, form, folded, created_at, is_private, reply_to,
		moderation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, objectID, c.caller.id, content, form, world.Fold(content), c.now.Unix(), private, reply,
		c.review(o.ownership))
	if err != nil {
		return nil, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return nil, err
	}
	if err := c.storeAttachments("comment_id", id); err != nil {
		return nil, err
	}
	if !private && o.ownership == "feedback" {
		// Who submits a comment has voted for it and follows the topic.
		if _, err := c.tx.ExecContext(c, `INSERT INTO ur_comment_vote (comment_id, user_id) VALUES (?, ?)`, id, c.caller.id); err != nil {
			return nil, err
		}
		if _, err := c.tx.ExecContext(c, `INSERT OR IGNORE INTO ur_subscription (object_id, user_id) VALUES (?, ?)`, objectID, c.caller.id); err != nil {
			return nil, err
		}
	}
	if _, err := c.tx.ExecContext(c, `UPDATE ur_object SET activity_at = ?1, commented_at = ?1 WHERE id = ?2`, c.now.Unix(), objectID); err != nil {
		return nil, err
	}
	return c.commentAnswer(id)
}

// listComments answers comments.json: the comments of all objects, a page at a
// time when page is given.
func (c *call) listComments() (any, error) {
	w := &world.Conditions{}
	c.dateFilter(w, "date", "c.created_at")
	return c.commentPage(w)
}

// objectComments answers objects/{id}/comments.json; without page it gives all.
func (c *call) objectComments() (any, error) {
	if _, err := c.object(c.id); err != nil {
		return nil, err
	}
	w := &world.Conditions{}
	w.Add("c.object_id = %s", c.id)
	return c.commentPage(w)
}

func (c *call) commentPage(w *world.Conditions) (any, error) {
	private, _ := c.in.Flag("is_private")
	order := strings.ToUpper(c.in.Choice("sort", "asc", "desc"))
	_, paged := c.in.Integer("page")
	page, perPage := c.in.Page("", commentsPerPage, commentsPerPage)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	if private && !c.isAgent() {
		return nil, forbidden("only agents and administrators can read private notes")
	}
	w.Add("c.is_private = %s AND c.is_trashed = 0 AND c.moderation <> 'declined'", private)
	if order == "" {
		order = "ASC"
	}
	tail := " ORDER BY c.created_at " + order + ", c.id " + order
	if paged {
		tail += fmt.Sprintf(" LIMIT %d OFFSET %d", perPage, (page-1)*perPage)
	}
	found, err := c.comments(w.Where()+tail, w.Args...)
	if err != nil {
		return nil, err
	}
	return c.answerComments(found)
}
