package useresponse

// Operations is the table, for tests outside the package.
func Operations() []Operation {
	var rows []Operation
	for _, op := range []*operation{
		&opLogin,
		&opCategories, &opCategory,
		&opObjectChangelog, &opUserChangelog,
		&opChats, &opChat, &opChatMessages,
		&opApproveComment, &opDeclineComment, &opApproveTopic, &opDeclineTopic,
		&opComments, &opCommentsCreate, &opCommentBest, &opCommentEdit, &opCommentRecover, &opCommentTrash, &opCommentVote, &opObjectComments,
		&opForums, &opStatuses,
		&opMe, &opUpdateMe, &opUserCreate, &opUserDelete, &opUser, &opUserEdit, &opUserObjects, &opUserPassword, &opUserSearch,
		&opObjectsCreate, &opObjectDelete, &opObjectsGet, &opObjectEdit, &opObjectArchive, &opObjectAttach, &opObjectLock,
		&opObjectSubscribe, &opObjectRecover, &opObjectTrash, &opObjectUnsubscribe, &opObjectsVote, &opObjectsSearch, &opTicketsList,
		&opObjectFields, &opUserFields,
		&opReportObjects, &opReports,
		&opNotes, &opNoteAdd, &opNoteDelete, &opNoteEdit,
	} {
		rows = append(rows, Operation{
			Name: op.name, Method: op.method, Path: op.path, Assumed: op.assumed, Wrapped: op.envelope == wrapped,
			Guest: op.access == guestRead, Keyless: op.access == keyless, Repeatable: op.has(again), BBCode: op.has(bbcode),
		})
	}
	return rows
}

// Operation is a row of the table.
type Operation struct {
	Name, Method, Path, Assumed                 string
	Wrapped, Guest, Keyless, Repeatable, BBCode bool
}
