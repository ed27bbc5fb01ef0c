CREATE TABLE "catalog_connection" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_catalog_connection" PRIMARY KEY,
    "Holder" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "catalog_resource" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_catalog_resource" PRIMARY KEY,
    "Holder" TEXT NOT NULL,
    "Urn" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "Classification" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Stage" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    "Rows" INTEGER NOT NULL,
    "SizeBytes" INTEGER NOT NULL,
    "Sha256" TEXT NOT NULL,
    "SourceJson" TEXT NULL,
    "ProfileSha256" TEXT NULL,
    "FingerprintMethod" TEXT NULL,
    "FingerprintRows" BLOB NULL,
    "FingerprintFilled" INTEGER NOT NULL,
    "FingerprintSchema" TEXT NULL,
    "JobId" TEXT NULL,
    "RefusalCode" TEXT NULL,
    "RefusalZh" TEXT NULL,
    "RefusalEn" TEXT NULL,
    "CertificateNumber" TEXT NULL
);


CREATE TABLE "catalog_source_table" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_catalog_source_table" PRIMARY KEY,
    "Connection" TEXT NOT NULL,
    "Schema" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Columns" TEXT NOT NULL,
    "Stamp" TEXT NULL
);


CREATE TABLE "catalog_upload" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_catalog_upload" PRIMARY KEY,
    "Holder" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "SizeBytes" INTEGER NOT NULL,
    "Sha256" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Resource" TEXT NULL
);


CREATE TABLE "kernel_idempotency" (
    "PersonId" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Request" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Status" INTEGER NOT NULL,
    "Reply" TEXT NULL,
    "Location" TEXT NULL,
    CONSTRAINT "PK_kernel_idempotency" PRIMARY KEY ("PersonId", "Key")
);


CREATE TABLE "kernel_job" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_kernel_job" PRIMARY KEY,
    "Kind" TEXT NOT NULL,
    "Target" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Done" INTEGER NOT NULL,
    "Total" INTEGER NOT NULL,
    "RefusalCode" TEXT NULL,
    "MessageZh" TEXT NULL,
    "MessageEn" TEXT NULL
);


CREATE TABLE "kernel_journal" (
    "Seq" INTEGER NOT NULL CONSTRAINT "PK_kernel_journal" PRIMARY KEY AUTOINCREMENT,
    "FactId" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "PersonId" TEXT NULL,
    "OrganizationId" TEXT NULL,
    "Envelope" TEXT NOT NULL,
    "Salt" BLOB NOT NULL,
    "Commitment" BLOB NOT NULL,
    "LeafIndex" INTEGER NULL
);


CREATE TABLE "kernel_outbox" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_kernel_outbox" PRIMARY KEY AUTOINCREMENT,
    "FactId" TEXT NOT NULL,
    "Receiver" TEXT NOT NULL,
    "Envelope" TEXT NOT NULL,
    "NextAt" TEXT NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "LastError" TEXT NULL,
    "DoneAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "kernel_setting" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_kernel_setting" PRIMARY KEY,
    "Value" TEXT NOT NULL
);


CREATE TABLE "parties_organization" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_parties_organization" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Code" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "RegisteredOn" TEXT NOT NULL
);


CREATE TABLE "parties_person" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_parties_person" PRIMARY KEY,
    "Login" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "PasswordHash" TEXT NOT NULL,
    "WrongTries" INTEGER NOT NULL,
    "LockedUntil" TEXT NULL
);


CREATE TABLE "parties_session" (
    "SecretHash" TEXT NOT NULL CONSTRAINT "PK_parties_session" PRIMARY KEY,
    "PersonId" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "ExpiresAt" TEXT NOT NULL
);


CREATE TABLE "parties_token" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_parties_token" PRIMARY KEY,
    "SecretHash" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "Scopes" TEXT NOT NULL,
    "ExpiresAt" TEXT NOT NULL,
    "Agreement" TEXT NULL,
    "RevokedAt" TEXT NULL
);


CREATE TABLE "products_product" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_products_product" PRIMARY KEY,
    "Resource" TEXT NOT NULL,
    "ResourceTitle" TEXT NOT NULL,
    "Holder" TEXT NOT NULL,
    "Operator" TEXT NOT NULL,
    "DraftedBy" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "CertificateNumber" TEXT NOT NULL,
    "MinGroup" INTEGER NOT NULL,
    "ControlsJson" TEXT NULL,
    "Stage" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_account" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_account" PRIMARY KEY,
    "Number" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "Jurisdiction" TEXT NOT NULL,
    "OpenedOn" TEXT NOT NULL,
    "SubjectName" TEXT NOT NULL,
    "SubjectCode" TEXT NOT NULL,
    "Contact" TEXT NOT NULL,
    "Status" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_account_case" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_account_case" PRIMARY KEY,
    "AccountId" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Reason" TEXT NOT NULL,
    "Papers" TEXT NOT NULL,
    "PackId" TEXT NOT NULL,
    "PackSha256" TEXT NOT NULL,
    "RequestedAt" TEXT NOT NULL,
    "RequestedBy" TEXT NOT NULL,
    "Stage" TEXT NOT NULL,
    "StartedOn" TEXT NULL,
    "DueOn" TEXT NULL,
    "OverdueNoted" INTEGER NOT NULL,
    "MissedOn" TEXT NULL,
    "DaysLate" INTEGER NULL,
    "DoneOn" TEXT NULL,
    "Answer" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_attempt" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_registration_attempt" PRIMARY KEY,
    "Subject" TEXT NOT NULL,
    "Act" TEXT NOT NULL,
    "Code" TEXT NOT NULL,
    "Basis" TEXT NULL,
    "PersonId" TEXT NULL,
    "OrganizationId" TEXT NULL,
    "Since" TEXT NOT NULL,
    "Untold" INTEGER NOT NULL
);


CREATE TABLE "registration_certificate" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_certificate" PRIMARY KEY,
    "Number" TEXT NOT NULL,
    "FilingId" TEXT NOT NULL,
    "EntryId" TEXT NOT NULL,
    "UnitId" TEXT NOT NULL,
    "Form" TEXT NOT NULL,
    "RightIds" TEXT NOT NULL,
    "EncumbranceIds" TEXT NOT NULL,
    "Replaces" TEXT NULL,
    "HolderId" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "PackId" TEXT NOT NULL,
    "PackSha256" TEXT NOT NULL,
    "Facts" TEXT NOT NULL,
    "IssuedAt" TEXT NOT NULL,
    "ValidUntil" TEXT NULL,
    "StatusIndex" INTEGER NOT NULL,
    "Credential" TEXT NOT NULL,
    "CredentialSha256" TEXT NOT NULL,
    "PdfSha256" TEXT NULL,
    "Status" TEXT NOT NULL,
    "StatusReason" TEXT NULL,
    "IsFrozen" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_commitment" (
    "FilingId" TEXT NOT NULL CONSTRAINT "PK_registration_commitment" PRIMARY KEY,
    "ObjectionFilingId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "registration_encumbrance" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_encumbrance" PRIMARY KEY,
    "UnitId" TEXT NOT NULL,
    "RightId" TEXT NULL,
    "Kind" TEXT NOT NULL,
    "InFavourOf" TEXT NULL,
    "Rank" INTEGER NULL,
    "Amount" INTEGER NULL,
    "Ground" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Until" TEXT NULL,
    "MadeBy" TEXT NOT NULL,
    "EndedBy" TEXT NULL,
    "Status" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_entry" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_entry" PRIMARY KEY,
    "UnitId" TEXT NOT NULL,
    "Ordinal" INTEGER NOT NULL,
    "Kind" TEXT NOT NULL,
    "FilingId" TEXT NULL,
    "PackId" TEXT NOT NULL,
    "PackSha256" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Lines" TEXT NOT NULL,
    "PreviousSha256" TEXT NULL,
    "Sha256" TEXT NOT NULL
);


CREATE TABLE "registration_export" (
    "JobId" TEXT NOT NULL CONSTRAINT "PK_registration_export" PRIMARY KEY,
    "Register" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "registration_extract" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_extract" PRIMARY KEY,
    "UnitNumber" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "Purpose" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL
);


CREATE TABLE "registration_filing" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_filing" PRIMARY KEY,
    "Number" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Procedure" TEXT NOT NULL,
    "ApplicantId" TEXT NOT NULL,
    "CounterpartyId" TEXT NULL,
    "UnitId" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "PackId" TEXT NOT NULL,
    "PackSha256" TEXT NOT NULL,
    "Content" TEXT NOT NULL,
    "ResourceTitle" TEXT NOT NULL,
    "Voters" TEXT NOT NULL,
    "ReviewerId" TEXT NULL,
    "Stage" TEXT NOT NULL,
    "Running" TEXT NULL,
    "StartedOn" TEXT NULL,
    "DueOn" TEXT NULL,
    "Length" INTEGER NULL,
    "Fires" INTEGER NULL,
    "OverdueNoted" INTEGER NOT NULL,
    "CalendarVersion" TEXT NULL,
    "Stops" TEXT NOT NULL,
    "Late" TEXT NOT NULL,
    "WindowLeft" INTEGER NULL,
    "PublicisedOn" TEXT NULL,
    "PublicUntil" TEXT NULL,
    "CertificateNumber" TEXT NULL,
    "BarredBy" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_hearing" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_hearing" PRIMARY KEY,
    "ObjectionId" TEXT NOT NULL,
    "FilingId" TEXT NOT NULL,
    "Side" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "Papers" TEXT NOT NULL,
    "PersonId" TEXT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "registration_inspection" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_inspection" PRIMARY KEY,
    "Register" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Edition" INTEGER NOT NULL,
    "From" TEXT NOT NULL,
    "Until" TEXT NOT NULL,
    "Fields" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "Basis" TEXT NOT NULL,
    "PackId" TEXT NOT NULL,
    "PackSha256" TEXT NOT NULL,
    "PublishedBy" TEXT NOT NULL,
    "PublishedAt" TEXT NOT NULL,
    "CorrectedAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_interest" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_interest" PRIMARY KEY,
    "OrganizationId" TEXT NOT NULL,
    "OtherId" TEXT NOT NULL,
    "Nature" TEXT NOT NULL,
    "DeclaredOn" TEXT NOT NULL,
    "EndedOn" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_known_node" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_known_node" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Did" TEXT NOT NULL,
    "Basis" TEXT NOT NULL,
    "Limits" TEXT NOT NULL,
    "Since" TEXT NOT NULL,
    "EndedOn" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_line" (
    "UnitId" TEXT NOT NULL CONSTRAINT "PK_registration_line" PRIMARY KEY,
    "Register" TEXT NOT NULL,
    "Number" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "RegisteredOn" TEXT NOT NULL,
    "PackId" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Holders" TEXT NOT NULL,
    "Rights" TEXT NOT NULL,
    "CertificateNumber" TEXT NULL,
    "Pledged" INTEGER NOT NULL,
    "Frozen" INTEGER NOT NULL,
    "Objected" INTEGER NOT NULL,
    "Standing" INTEGER NOT NULL,
    "ChangedOn" TEXT NOT NULL,
    "Entries" INTEGER NOT NULL
);


CREATE TABLE "registration_material" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_material" PRIMARY KEY,
    "OrganizationId" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "SizeBytes" INTEGER NOT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "registration_objection" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_objection" PRIMARY KEY,
    "FilingId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Contact" TEXT NOT NULL,
    "Code" TEXT NULL,
    "NumberEnding" TEXT NULL,
    "PersonId" TEXT NULL,
    "OrganizationId" TEXT NULL,
    "Grounds" TEXT NOT NULL,
    "Papers" TEXT NOT NULL,
    "SecretSha256" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "NotifiedAt" TEXT NULL,
    "Outcome" TEXT NULL,
    "DecidedAt" TEXT NULL,
    "Answer" TEXT NULL
);


CREATE TABLE "registration_pack" (
    "Sha256" TEXT NOT NULL CONSTRAINT "PK_registration_pack" PRIMARY KEY,
    "PackId" TEXT NOT NULL,
    "Rules" TEXT NOT NULL
);


CREATE TABLE "registration_print" (
    "ResourceId" TEXT NOT NULL CONSTRAINT "PK_registration_print" PRIMARY KEY,
    "HolderId" TEXT NOT NULL,
    "Method" TEXT NOT NULL,
    "Rows" BLOB NOT NULL,
    "Filled" INTEGER NOT NULL,
    "Schema" TEXT NOT NULL
);


CREATE TABLE "registration_print_band" (
    "Key" INTEGER NOT NULL,
    "ResourceId" TEXT NOT NULL,
    CONSTRAINT "PK_registration_print_band" PRIMARY KEY ("Key", "ResourceId")
);


CREATE TABLE "registration_publicity_line" (
    "FilingId" TEXT NOT NULL CONSTRAINT "PK_registration_publicity_line" PRIMARY KEY,
    "Title" TEXT NOT NULL,
    "Parties" TEXT NOT NULL
);


CREATE TABLE "registration_publicity_word" (
    "Word" TEXT NOT NULL,
    "FilingId" TEXT NOT NULL,
    CONSTRAINT "PK_registration_publicity_word" PRIMARY KEY ("Word", "FilingId")
);


CREATE TABLE "registration_recognized" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_recognized" PRIMARY KEY,
    "NodeId" TEXT NOT NULL,
    "Number" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "HolderName" TEXT NOT NULL,
    "HolderCode" TEXT NOT NULL,
    "ResourceTitle" TEXT NOT NULL,
    "ValidUntil" TEXT NULL,
    "Sha256" TEXT NOT NULL,
    "StatusAt" TEXT NOT NULL,
    "RecognizedOn" TEXT NOT NULL
);


CREATE TABLE "registration_report" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_report" PRIMARY KEY,
    "Register" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "PeriodFrom" TEXT NOT NULL,
    "PeriodUntil" TEXT NOT NULL,
    "DueOn" TEXT NOT NULL,
    "Unit" TEXT NOT NULL,
    "Basis" TEXT NOT NULL,
    "PackId" TEXT NOT NULL,
    "PackSha256" TEXT NOT NULL,
    "Fields" TEXT NOT NULL,
    "FiguresSha256" TEXT NULL,
    "HandedInBy" TEXT NULL,
    "HandedInAt" TEXT NULL,
    "DaysLate" INTEGER NULL,
    "OverdueNoted" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_review_order" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_review_order" PRIMARY KEY,
    "BodyId" TEXT NOT NULL,
    "SubjectId" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "ResourceTitle" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "PackId" TEXT NOT NULL,
    "FilingId" TEXT NULL,
    "FilingKind" TEXT NOT NULL,
    "OrderedOn" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "StatementId" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_right" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_right" PRIMARY KEY,
    "UnitId" TEXT NOT NULL,
    "HolderId" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "ParentId" TEXT NULL,
    "Scope" TEXT NOT NULL,
    "Reach" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Until" TEXT NULL,
    "MadeBy" TEXT NOT NULL,
    "EndedBy" TEXT NULL,
    "Status" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_series" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_registration_series" PRIMARY KEY,
    "Last" INTEGER NOT NULL
);


CREATE TABLE "registration_service_body" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_service_body" PRIMARY KEY,
    "OrganizationId" TEXT NOT NULL,
    "Jurisdiction" TEXT NOT NULL,
    "Kinds" TEXT NOT NULL,
    "RecognizedOn" TEXT NOT NULL,
    "ValidUntil" TEXT NULL,
    "WithdrawnOn" TEXT NULL,
    "Reason" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_signed_trade" (
    "Agreement" TEXT NOT NULL,
    "Register" TEXT NOT NULL,
    "Number" TEXT NOT NULL,
    "ResourceTitle" TEXT NOT NULL,
    "UnitId" TEXT NOT NULL,
    "Certificate" TEXT NOT NULL,
    "SignedAt" TEXT NOT NULL,
    "Buyer" TEXT NOT NULL,
    "Seller" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "FilingId" TEXT NULL,
    "BarredBy" TEXT NULL,
    "Reason" TEXT NULL,
    "TriedOn" TEXT NULL,
    "ClosedOn" TEXT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_registration_signed_trade" PRIMARY KEY ("Agreement", "Register")
);


CREATE TABLE "registration_statement" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_statement" PRIMARY KEY,
    "OrderId" TEXT NOT NULL,
    "BodyId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "SubjectId" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "ResourceSha256" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "FilingId" TEXT NULL,
    "Positive" INTEGER NOT NULL,
    "SignedAt" TEXT NOT NULL,
    "Signed" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL
);


CREATE TABLE "registration_succession_contest" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_succession_contest" PRIMARY KEY,
    "FilingId" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "Reason" TEXT NOT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "registration_transfer_statement" (
    "FilingId" TEXT NOT NULL CONSTRAINT "PK_registration_transfer_statement" PRIMARY KEY,
    "OwedBy" TEXT NOT NULL,
    "DueOn" TEXT NOT NULL,
    "Unit" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "Basis" TEXT NOT NULL,
    "StatedBy" TEXT NULL,
    "StatedAt" TEXT NULL,
    "DaysLate" INTEGER NULL,
    "OverdueNoted" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_unit" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_unit" PRIMARY KEY,
    "Register" TEXT NOT NULL,
    "ResourceId" TEXT NOT NULL,
    "Number" TEXT NULL,
    "RegisteredOn" TEXT NULL,
    "Entries" INTEGER NOT NULL,
    "EntrySha256" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "registration_vote" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_vote" PRIMARY KEY,
    "FilingId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "Vote" TEXT NOT NULL,
    "Opinion" TEXT NOT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "registration_word" (
    "Word" TEXT NOT NULL,
    "UnitId" TEXT NOT NULL,
    CONSTRAINT "PK_registration_word" PRIMARY KEY ("Word", "UnitId")
);


CREATE TABLE "settlement_account" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_settlement_account" PRIMARY KEY,
    "Kind" TEXT NOT NULL,
    "Owner" TEXT NOT NULL,
    "OpenedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "settlement_bill" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_settlement_bill" PRIMARY KEY,
    "Number" TEXT NOT NULL,
    "Agreement" TEXT NOT NULL,
    "AgreementNumber" TEXT NOT NULL,
    "AgreementSha256" TEXT NOT NULL,
    "Buyer" TEXT NOT NULL,
    "Seller" TEXT NOT NULL,
    "Holder" TEXT NOT NULL,
    "SplitBasis" TEXT NOT NULL,
    "IssuedAt" TEXT NOT NULL,
    "PaidAt" TEXT NULL,
    "Amount" INTEGER NOT NULL,
    "Stage" TEXT NOT NULL,
    "StatementSha256" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "settlement_billing_mark" (
    "Agreement" TEXT NOT NULL CONSTRAINT "PK_settlement_billing_mark" PRIMARY KEY,
    "LastBilled" INTEGER NOT NULL,
    "Bills" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "settlement_deposit" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_settlement_deposit" PRIMARY KEY,
    "Owner" TEXT NOT NULL,
    "Reference" TEXT NOT NULL,
    "Amount" INTEGER NOT NULL,
    "At" TEXT NOT NULL,
    "Stage" TEXT NOT NULL,
    "CreditedReference" TEXT NULL,
    "Reason" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "settlement_entry" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_settlement_entry" PRIMARY KEY,
    "At" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Cause" TEXT NOT NULL,
    "DebitFen" INTEGER NOT NULL,
    "CreditFen" INTEGER NOT NULL,
    CONSTRAINT "ck_settlement_entry_balanced" CHECK ("DebitFen" = "CreditFen" AND "DebitFen" > 0)
);


CREATE TABLE "settlement_meter_reading" (
    "Agreement" TEXT NOT NULL CONSTRAINT "PK_settlement_meter_reading" PRIMARY KEY,
    "AgreementNumber" TEXT NOT NULL,
    "Seller" TEXT NOT NULL,
    "LastUse" INTEGER NOT NULL
);


CREATE TABLE "space_audit_head" (
    "Resource" TEXT NOT NULL,
    "Circle" TEXT NOT NULL,
    "Releases" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_space_audit_head" PRIMARY KEY ("Resource", "Circle")
);


CREATE TABLE "space_audited_receiver" (
    "Organization" TEXT NOT NULL CONSTRAINT "PK_space_audited_receiver" PRIMARY KEY,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "space_circle_member" (
    "Organization" TEXT NOT NULL CONSTRAINT "PK_space_circle_member" PRIMARY KEY,
    "Circle" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "At" TEXT NOT NULL
);


CREATE TABLE "space_delivery" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_space_delivery" PRIMARY KEY,
    "Agreement" TEXT NOT NULL,
    "Resource" TEXT NOT NULL,
    "Recipient" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Format" TEXT NOT NULL,
    "FileSha256" TEXT NOT NULL,
    "Rows" INTEGER NOT NULL,
    "PlanJson" TEXT NOT NULL,
    "MarkSha256" TEXT NOT NULL,
    "DeleteBy" TEXT NULL
);


CREATE TABLE "space_derived" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_space_derived" PRIMARY KEY,
    "Agreement" TEXT NOT NULL,
    "Buyer" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Slot" TEXT NOT NULL,
    "Sql" TEXT NOT NULL,
    "DefinitionSha256" TEXT NOT NULL,
    "PlanSha256" TEXT NOT NULL,
    "Ground" TEXT NOT NULL,
    "Columns" TEXT NOT NULL,
    "Tight" TEXT NOT NULL,
    "Depth" INTEGER NOT NULL,
    "By" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Stage" TEXT NOT NULL,
    "EndedAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "space_derived_shelf" (
    "Agreement" TEXT NOT NULL CONSTRAINT "PK_space_derived_shelf" PRIMARY KEY,
    "Standing" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "space_duty" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_space_duty" PRIMARY KEY,
    "Agreement" TEXT NOT NULL,
    "AgreementNumber" TEXT NOT NULL,
    "Buyer" TEXT NOT NULL,
    "Seller" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "About" TEXT NULL,
    "Until" TEXT NULL,
    "DueOn" TEXT NOT NULL,
    "Stage" TEXT NOT NULL,
    "Statement" TEXT NULL,
    "DoneBy" TEXT NULL,
    "DoneAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "space_privacy_account" (
    "Resource" TEXT NOT NULL,
    "Circle" TEXT NOT NULL,
    "Month" TEXT NOT NULL,
    "ReservedRho" INTEGER NOT NULL,
    "CommittedRho" INTEGER NOT NULL,
    "ReservedDelta" INTEGER NOT NULL,
    "CommittedDelta" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_space_privacy_account" PRIMARY KEY ("Resource", "Circle", "Month")
);


CREATE TABLE "space_probe_account" (
    "Resource" TEXT NOT NULL,
    "Circle" TEXT NOT NULL,
    "Day" TEXT NOT NULL,
    "Probes" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_space_probe_account" PRIMARY KEY ("Resource", "Circle")
);


CREATE TABLE "space_release" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_space_release" PRIMARY KEY,
    "Resource" TEXT NOT NULL,
    "Receiver" TEXT NOT NULL,
    "Use" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "DataSha256" TEXT NOT NULL,
    "Identity" TEXT NOT NULL,
    "Columns" TEXT NOT NULL,
    "Strata" TEXT NOT NULL,
    "Sets" BLOB NOT NULL
);


CREATE TABLE "space_room" (
    "Agreement" TEXT NOT NULL CONSTRAINT "PK_space_room" PRIMARY KEY,
    "Number" TEXT NOT NULL,
    "Buyer" TEXT NOT NULL,
    "Until" TEXT NOT NULL
);


CREATE TABLE "space_stop" (
    "Agreement" TEXT NOT NULL CONSTRAINT "PK_space_stop" PRIMARY KEY,
    "Stage" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "By" TEXT NULL,
    "At" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "space_use" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_space_use" PRIMARY KEY,
    "Agreement" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Mode" TEXT NOT NULL,
    "Organization" TEXT NOT NULL,
    "Person" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Sql" TEXT NOT NULL,
    "QuerySha256" TEXT NOT NULL,
    "PolicySha256" TEXT NOT NULL,
    "InputJson" TEXT NULL,
    "RoomSha256" TEXT NULL,
    "Number" INTEGER NULL,
    "PlanSha256" TEXT NULL,
    "ResultSha256" TEXT NULL,
    "Outputs" TEXT NULL,
    "Groups" INTEGER NULL,
    "Probes" INTEGER NOT NULL,
    "Price" INTEGER NULL,
    "Code" TEXT NULL,
    "Clause" TEXT NULL,
    "Cause" TEXT NULL
);


CREATE TABLE "space_use_meter" (
    "Agreement" TEXT NOT NULL CONSTRAINT "PK_space_use_meter" PRIMARY KEY,
    "Used" INTEGER NOT NULL,
    "Day" TEXT NULL,
    "UsesOfDay" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "trading_agreement" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_trading_agreement" PRIMARY KEY,
    "Number" TEXT NOT NULL,
    "Listing" TEXT NOT NULL,
    "Product" TEXT NOT NULL,
    "ProductName" TEXT NOT NULL,
    "Resource" TEXT NOT NULL,
    "CertificateNumber" TEXT NOT NULL,
    "Buyer" TEXT NOT NULL,
    "Seller" TEXT NOT NULL,
    "Holder" TEXT NOT NULL,
    "HolderBasisPoints" INTEGER NOT NULL,
    "OperatorBasisPoints" INTEGER NOT NULL,
    "PlatformBasisPoints" INTEGER NOT NULL,
    "SplitBasis" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Stage" TEXT NOT NULL,
    "Running" TEXT NULL,
    "Until" TEXT NOT NULL,
    "PricePerUse" INTEGER NOT NULL,
    "PolicyJson" TEXT NOT NULL,
    "TermsSha256" TEXT NULL,
    "DocumentSha256" TEXT NULL,
    "PdfSha256" TEXT NULL,
    "Since" TEXT NULL,
    "EndReason" TEXT NULL,
    "EndedAt" TEXT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "trading_listing" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_trading_listing" PRIMARY KEY,
    "Number" TEXT NOT NULL,
    "Product" TEXT NOT NULL,
    "ProductName" TEXT NOT NULL,
    "Description" TEXT NOT NULL,
    "Seller" TEXT NOT NULL,
    "Holder" TEXT NOT NULL,
    "CertificateNumber" TEXT NOT NULL,
    "PriceMode" TEXT NOT NULL,
    "PricePerUse" INTEGER NOT NULL,
    "MaxUses" INTEGER NOT NULL,
    "TermDaysMax" INTEGER NOT NULL,
    "Purposes" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "Stage" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "catalog_field" (
    "ResourceId" TEXT NOT NULL,
    "Ordinal" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Class" TEXT NOT NULL,
    "Level" INTEGER NOT NULL,
    "ProposedLevel" INTEGER NOT NULL,
    "FloorLevel" INTEGER NOT NULL,
    "LevelBasis" TEXT NOT NULL,
    "Personal" TEXT NULL,
    "PersonalSharePercent" INTEGER NULL,
    "WhyZh" TEXT NOT NULL,
    "WhyEn" TEXT NOT NULL,
    CONSTRAINT "PK_catalog_field" PRIMARY KEY ("ResourceId", "Ordinal"),
    CONSTRAINT "FK_catalog_field_catalog_resource_ResourceId" FOREIGN KEY ("ResourceId") REFERENCES "catalog_resource" ("Id") ON DELETE CASCADE
);


CREATE TABLE "parties_membership" (
    "PersonId" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "Roles" TEXT NOT NULL,
    CONSTRAINT "PK_parties_membership" PRIMARY KEY ("PersonId", "OrganizationId"),
    CONSTRAINT "FK_parties_membership_parties_person_PersonId" FOREIGN KEY ("PersonId") REFERENCES "parties_person" ("Id") ON DELETE CASCADE
);


CREATE TABLE "products_check" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_products_check" PRIMARY KEY,
    "Product" TEXT NOT NULL,
    "Place" INTEGER NOT NULL,
    "Item" TEXT NOT NULL,
    "Effect" TEXT NOT NULL,
    "Zh" TEXT NOT NULL,
    "En" TEXT NOT NULL,
    "Passed" INTEGER NOT NULL,
    "Restricted" INTEGER NOT NULL,
    "NoteZh" TEXT NOT NULL,
    "NoteEn" TEXT NOT NULL,
    "Basis" TEXT NOT NULL,
    "Open" INTEGER NOT NULL,
    "Reason" TEXT NULL,
    CONSTRAINT "FK_products_check_products_product_Product" FOREIGN KEY ("Product") REFERENCES "products_product" ("Id") ON DELETE CASCADE
);


CREATE TABLE "products_column" (
    "Product" TEXT NOT NULL,
    "Place" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Title" TEXT NOT NULL,
    "Type" TEXT NOT NULL,
    "Use" TEXT NOT NULL,
    "ControlJson" TEXT NULL,
    CONSTRAINT "PK_products_column" PRIMARY KEY ("Product", "Place"),
    CONSTRAINT "FK_products_column_products_product_Product" FOREIGN KEY ("Product") REFERENCES "products_product" ("Id") ON DELETE CASCADE
);


CREATE TABLE "registration_act" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_act" PRIMARY KEY,
    "Step" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "PersonId" TEXT NULL,
    "At" TEXT NOT NULL,
    "Reason" TEXT NULL,
    "Ground" TEXT NULL,
    "Papers" TEXT NOT NULL,
    "FilingId" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "To" TEXT NOT NULL,
    "Duty" TEXT NULL,
    "DutyDueOn" TEXT NULL,
    "DutyLate" INTEGER NULL,
    CONSTRAINT "FK_registration_act_registration_filing_FilingId" FOREIGN KEY ("FilingId") REFERENCES "registration_filing" ("Id") ON DELETE CASCADE
);


CREATE TABLE "registration_consent" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_registration_consent" PRIMARY KEY,
    "FilingId" TEXT NOT NULL,
    "OrganizationId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "ContentSha256" TEXT NOT NULL,
    CONSTRAINT "FK_registration_consent_registration_filing_FilingId" FOREIGN KEY ("FilingId") REFERENCES "registration_filing" ("Id") ON DELETE CASCADE
);


CREATE TABLE "settlement_bill_line" (
    "UseId" TEXT NOT NULL CONSTRAINT "PK_settlement_bill_line" PRIMARY KEY,
    "BillId" TEXT NOT NULL,
    "Agreement" TEXT NOT NULL,
    "UseNumber" INTEGER NOT NULL,
    "At" TEXT NOT NULL,
    "Price" INTEGER NOT NULL,
    CONSTRAINT "FK_settlement_bill_line_settlement_bill_BillId" FOREIGN KEY ("BillId") REFERENCES "settlement_bill" ("Id") ON DELETE CASCADE
);


CREATE TABLE "settlement_bill_share" (
    "BillId" TEXT NOT NULL,
    "Role" TEXT NOT NULL,
    "Party" TEXT NOT NULL,
    "BasisPoints" INTEGER NOT NULL,
    "Amount" INTEGER NOT NULL,
    CONSTRAINT "PK_settlement_bill_share" PRIMARY KEY ("BillId", "Role"),
    CONSTRAINT "FK_settlement_bill_share_settlement_bill_BillId" FOREIGN KEY ("BillId") REFERENCES "settlement_bill" ("Id") ON DELETE CASCADE
);


CREATE TABLE "settlement_posting" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_settlement_posting" PRIMARY KEY AUTOINCREMENT,
    "EntryId" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "AccountId" TEXT NOT NULL,
    "DebitFen" INTEGER NOT NULL,
    "CreditFen" INTEGER NOT NULL,
    CONSTRAINT "ck_settlement_posting_one_side" CHECK (("DebitFen" > 0 AND "CreditFen" = 0) OR ("DebitFen" = 0 AND "CreditFen" > 0)),
    CONSTRAINT "FK_settlement_posting_settlement_account_AccountId" FOREIGN KEY ("AccountId") REFERENCES "settlement_account" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_settlement_posting_settlement_entry_EntryId" FOREIGN KEY ("EntryId") REFERENCES "settlement_entry" ("Id") ON DELETE CASCADE
);


CREATE TABLE "trading_round" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_trading_round" PRIMARY KEY,
    "Agreement" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "By" TEXT NOT NULL,
    "Person" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "OfferJson" TEXT NOT NULL,
    CONSTRAINT "FK_trading_round_trading_agreement_Agreement" FOREIGN KEY ("Agreement") REFERENCES "trading_agreement" ("Id") ON DELETE CASCADE
);


CREATE TABLE "trading_signature" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_trading_signature" PRIMARY KEY,
    "Agreement" TEXT NOT NULL,
    "Side" TEXT NOT NULL,
    "Person" TEXT NOT NULL,
    "At" TEXT NOT NULL,
    "TermsSha256" TEXT NOT NULL,
    CONSTRAINT "FK_trading_signature_trading_agreement_Agreement" FOREIGN KEY ("Agreement") REFERENCES "trading_agreement" ("Id") ON DELETE CASCADE
);


CREATE INDEX "IX_catalog_connection_Holder" ON "catalog_connection" ("Holder");


CREATE INDEX "IX_catalog_resource_Holder_Id" ON "catalog_resource" ("Holder", "Id");


CREATE INDEX "IX_catalog_source_table_Connection" ON "catalog_source_table" ("Connection");


CREATE INDEX "IX_catalog_upload_Resource" ON "catalog_upload" ("Resource");


CREATE INDEX "IX_kernel_idempotency_At" ON "kernel_idempotency" ("At");


CREATE INDEX "IX_kernel_job_OrganizationId_At" ON "kernel_job" ("OrganizationId", "At");


CREATE INDEX "IX_kernel_job_State" ON "kernel_job" ("State");


CREATE UNIQUE INDEX "IX_kernel_journal_FactId" ON "kernel_journal" ("FactId");


CREATE INDEX "IX_kernel_journal_Kind_Seq" ON "kernel_journal" ("Kind", "Seq");


CREATE UNIQUE INDEX "IX_kernel_journal_LeafIndex" ON "kernel_journal" ("LeafIndex");


CREATE INDEX "IX_kernel_journal_Subject_Seq" ON "kernel_journal" ("Subject", "Seq");


CREATE INDEX "IX_kernel_outbox_DoneAt_NextAt" ON "kernel_outbox" ("DoneAt", "NextAt");


CREATE UNIQUE INDEX "IX_kernel_outbox_FactId_Receiver" ON "kernel_outbox" ("FactId", "Receiver");


CREATE UNIQUE INDEX "IX_parties_organization_Code" ON "parties_organization" ("Code");


CREATE UNIQUE INDEX "IX_parties_person_Login" ON "parties_person" ("Login");


CREATE INDEX "IX_parties_session_ExpiresAt" ON "parties_session" ("ExpiresAt");


CREATE INDEX "IX_parties_token_Agreement" ON "parties_token" ("Agreement");


CREATE INDEX "IX_parties_token_OrganizationId" ON "parties_token" ("OrganizationId");


CREATE UNIQUE INDEX "IX_parties_token_SecretHash" ON "parties_token" ("SecretHash");


CREATE INDEX "IX_products_check_Product" ON "products_check" ("Product");


CREATE INDEX "IX_products_product_Holder" ON "products_product" ("Holder");


CREATE INDEX "IX_products_product_Operator" ON "products_product" ("Operator");


CREATE INDEX "IX_products_product_Stage" ON "products_product" ("Stage");


CREATE UNIQUE INDEX "IX_registration_account_Jurisdiction_SubjectCode" ON "registration_account" ("Jurisdiction", "SubjectCode");


CREATE UNIQUE INDEX "IX_registration_account_Number" ON "registration_account" ("Number");


CREATE UNIQUE INDEX "IX_registration_account_OrganizationId_Jurisdiction" ON "registration_account" ("OrganizationId", "Jurisdiction");


CREATE INDEX "IX_registration_account_case_AccountId_Stage" ON "registration_account_case" ("AccountId", "Stage");


CREATE INDEX "IX_registration_account_case_MissedOn" ON "registration_account_case" ("MissedOn");


CREATE INDEX "IX_registration_account_case_OverdueNoted_DueOn" ON "registration_account_case" ("OverdueNoted", "DueOn");


CREATE INDEX "IX_registration_act_DutyLate_DutyDueOn" ON "registration_act" ("DutyLate", "DutyDueOn");


CREATE INDEX "IX_registration_act_FilingId" ON "registration_act" ("FilingId");


CREATE INDEX "IX_registration_attempt_Since" ON "registration_attempt" ("Since");


CREATE INDEX "IX_registration_certificate_FilingId" ON "registration_certificate" ("FilingId");


CREATE INDEX "IX_registration_certificate_HolderId_ResourceId" ON "registration_certificate" ("HolderId", "ResourceId");


CREATE UNIQUE INDEX "IX_registration_certificate_Number" ON "registration_certificate" ("Number");


CREATE INDEX "IX_registration_certificate_ResourceId" ON "registration_certificate" ("ResourceId");


CREATE UNIQUE INDEX "IX_registration_certificate_StatusIndex" ON "registration_certificate" ("StatusIndex");


CREATE INDEX "IX_registration_certificate_Status_ValidUntil" ON "registration_certificate" ("Status", "ValidUntil");


CREATE INDEX "IX_registration_certificate_UnitId_Status" ON "registration_certificate" ("UnitId", "Status");


CREATE INDEX "IX_registration_consent_FilingId" ON "registration_consent" ("FilingId");


CREATE INDEX "IX_registration_encumbrance_InFavourOf_Status" ON "registration_encumbrance" ("InFavourOf", "Status");


CREATE INDEX "IX_registration_encumbrance_Status_Until" ON "registration_encumbrance" ("Status", "Until");


CREATE INDEX "IX_registration_encumbrance_UnitId_Status" ON "registration_encumbrance" ("UnitId", "Status");


CREATE INDEX "IX_registration_entry_FilingId" ON "registration_entry" ("FilingId");


CREATE UNIQUE INDEX "IX_registration_entry_UnitId_Ordinal" ON "registration_entry" ("UnitId", "Ordinal");


CREATE INDEX "IX_registration_extract_UnitNumber_Id" ON "registration_extract" ("UnitNumber", "Id");


CREATE INDEX "IX_registration_filing_ApplicantId_Id" ON "registration_filing" ("ApplicantId", "Id");


CREATE INDEX "IX_registration_filing_CounterpartyId_Id" ON "registration_filing" ("CounterpartyId", "Id");


CREATE INDEX "IX_registration_filing_Fires_OverdueNoted_DueOn" ON "registration_filing" ("Fires", "OverdueNoted", "DueOn");


CREATE INDEX "IX_registration_filing_Id" ON "registration_filing" ("Id") WHERE "PublicisedOn" IS NOT NULL;


CREATE UNIQUE INDEX "IX_registration_filing_Number" ON "registration_filing" ("Number");


CREATE INDEX "IX_registration_filing_PackId_Id" ON "registration_filing" ("PackId", "Id") WHERE "PublicisedOn" IS NOT NULL;


CREATE INDEX "IX_registration_filing_ResourceId_Id" ON "registration_filing" ("ResourceId", "Id");


CREATE INDEX "IX_registration_filing_ReviewerId_Id" ON "registration_filing" ("ReviewerId", "Id");


CREATE INDEX "IX_registration_filing_Stage_Id" ON "registration_filing" ("Stage", "Id");


CREATE INDEX "IX_registration_filing_Stage_Id_Publicised" ON "registration_filing" ("Stage", "Id") WHERE "PublicisedOn" IS NOT NULL;


CREATE INDEX "IX_registration_filing_UnitId" ON "registration_filing" ("UnitId");


CREATE INDEX "IX_registration_hearing_FilingId" ON "registration_hearing" ("FilingId");


CREATE UNIQUE INDEX "IX_registration_inspection_Register_Key_Number_Edition" ON "registration_inspection" ("Register", "Key", "Number", "Edition");


CREATE INDEX "IX_registration_interest_OrganizationId_OtherId" ON "registration_interest" ("OrganizationId", "OtherId");


CREATE INDEX "IX_registration_interest_OtherId" ON "registration_interest" ("OtherId");


CREATE UNIQUE INDEX "IX_registration_known_node_Did" ON "registration_known_node" ("Did");


CREATE INDEX "IX_registration_line_CertificateNumber" ON "registration_line" ("CertificateNumber");


CREATE UNIQUE INDEX "IX_registration_line_Number" ON "registration_line" ("Number");


CREATE INDEX "IX_registration_line_Register_UnitId" ON "registration_line" ("Register", "UnitId");


CREATE INDEX "IX_registration_line_UnitId" ON "registration_line" ("UnitId") WHERE "Pledged" OR "Frozen" OR "Objected";


CREATE INDEX "IX_registration_material_Sha256_OrganizationId" ON "registration_material" ("Sha256", "OrganizationId");


CREATE INDEX "IX_registration_objection_FilingId" ON "registration_objection" ("FilingId");


CREATE INDEX "IX_registration_print_band_ResourceId" ON "registration_print_band" ("ResourceId");


CREATE INDEX "IX_registration_publicity_word_FilingId" ON "registration_publicity_word" ("FilingId");


CREATE INDEX "IX_registration_recognized_HolderCode" ON "registration_recognized" ("HolderCode");


CREATE UNIQUE INDEX "IX_registration_recognized_Sha256" ON "registration_recognized" ("Sha256");


CREATE INDEX "IX_registration_report_OverdueNoted_DueOn" ON "registration_report" ("OverdueNoted", "DueOn");


CREATE UNIQUE INDEX "IX_registration_report_Register_Key_PeriodUntil" ON "registration_report" ("Register", "Key", "PeriodUntil");


CREATE INDEX "IX_registration_review_order_BodyId_State_Id" ON "registration_review_order" ("BodyId", "State", "Id");


CREATE INDEX "IX_registration_review_order_FilingId_State" ON "registration_review_order" ("FilingId", "State");


CREATE INDEX "IX_registration_review_order_SubjectId_Id" ON "registration_review_order" ("SubjectId", "Id");


CREATE INDEX "IX_registration_right_HolderId_Status" ON "registration_right" ("HolderId", "Status");


CREATE INDEX "IX_registration_right_Kind_Status_UnitId_Id" ON "registration_right" ("Kind", "Status", "UnitId", "Id");


CREATE INDEX "IX_registration_right_Status_Until" ON "registration_right" ("Status", "Until");


CREATE INDEX "IX_registration_right_UnitId_Status" ON "registration_right" ("UnitId", "Status");


CREATE INDEX "IX_registration_service_body_Jurisdiction_Id" ON "registration_service_body" ("Jurisdiction", "Id");


CREATE INDEX "IX_registration_service_body_OrganizationId_Jurisdiction" ON "registration_service_body" ("OrganizationId", "Jurisdiction");


CREATE INDEX "IX_registration_signed_trade_FilingId" ON "registration_signed_trade" ("FilingId");


CREATE INDEX "IX_registration_signed_trade_Number" ON "registration_signed_trade" ("Number");


CREATE INDEX "IX_registration_signed_trade_State_TriedOn" ON "registration_signed_trade" ("State", "TriedOn");


CREATE INDEX "IX_registration_signed_trade_UnitId" ON "registration_signed_trade" ("UnitId");


CREATE INDEX "IX_registration_statement_BodyId_Id" ON "registration_statement" ("BodyId", "Id");


CREATE INDEX "IX_registration_statement_FilingId_SignedAt" ON "registration_statement" ("FilingId", "SignedAt");


CREATE INDEX "IX_registration_statement_SubjectId_ResourceId" ON "registration_statement" ("SubjectId", "ResourceId");


CREATE UNIQUE INDEX "IX_registration_succession_contest_FilingId_OrganizationId" ON "registration_succession_contest" ("FilingId", "OrganizationId");


CREATE INDEX "IX_registration_transfer_statement_OverdueNoted_DueOn" ON "registration_transfer_statement" ("OverdueNoted", "DueOn");


CREATE UNIQUE INDEX "IX_registration_unit_Number" ON "registration_unit" ("Number");


CREATE UNIQUE INDEX "IX_registration_unit_Register_ResourceId" ON "registration_unit" ("Register", "ResourceId");


CREATE INDEX "IX_registration_unit_ResourceId" ON "registration_unit" ("ResourceId");


CREATE UNIQUE INDEX "IX_registration_vote_FilingId_PersonId" ON "registration_vote" ("FilingId", "PersonId");


CREATE INDEX "IX_registration_word_UnitId" ON "registration_word" ("UnitId");


CREATE UNIQUE INDEX "IX_settlement_account_Owner_Kind" ON "settlement_account" ("Owner", "Kind");


CREATE INDEX "IX_settlement_bill_Buyer_Id" ON "settlement_bill" ("Buyer", "Id");


CREATE INDEX "IX_settlement_bill_Holder_Id" ON "settlement_bill" ("Holder", "Id");


CREATE UNIQUE INDEX "IX_settlement_bill_Number" ON "settlement_bill" ("Number");


CREATE INDEX "IX_settlement_bill_Seller_Id" ON "settlement_bill" ("Seller", "Id");


CREATE UNIQUE INDEX "IX_settlement_bill_line_Agreement_UseNumber" ON "settlement_bill_line" ("Agreement", "UseNumber");


CREATE INDEX "IX_settlement_bill_line_BillId_UseNumber" ON "settlement_bill_line" ("BillId", "UseNumber");


CREATE UNIQUE INDEX "IX_settlement_deposit_CreditedReference" ON "settlement_deposit" ("CreditedReference");


CREATE UNIQUE INDEX "IX_settlement_deposit_Owner_Reference" ON "settlement_deposit" ("Owner", "Reference");


CREATE INDEX "IX_settlement_deposit_Stage" ON "settlement_deposit" ("Stage");


CREATE INDEX "IX_settlement_entry_Cause" ON "settlement_entry" ("Cause");


CREATE INDEX "IX_settlement_meter_reading_Seller" ON "settlement_meter_reading" ("Seller");


CREATE INDEX "IX_settlement_posting_AccountId_Id" ON "settlement_posting" ("AccountId", "Id");


CREATE UNIQUE INDEX "IX_settlement_posting_EntryId_Number" ON "settlement_posting" ("EntryId", "Number");


CREATE INDEX "IX_space_circle_member_Circle" ON "space_circle_member" ("Circle");


CREATE INDEX "IX_space_delivery_Agreement_Id" ON "space_delivery" ("Agreement", "Id");


CREATE INDEX "IX_space_delivery_Resource" ON "space_delivery" ("Resource");


CREATE UNIQUE INDEX "IX_space_derived_Agreement_Slot" ON "space_derived" ("Agreement", "Slot");


CREATE INDEX "IX_space_derived_Agreement_Stage_Id" ON "space_derived" ("Agreement", "Stage", "Id");


CREATE INDEX "IX_space_duty_Agreement_DueOn" ON "space_duty" ("Agreement", "DueOn");


CREATE INDEX "IX_space_duty_Buyer_Stage_DueOn" ON "space_duty" ("Buyer", "Stage", "DueOn");


CREATE INDEX "IX_space_duty_Stage_DueOn" ON "space_duty" ("Stage", "DueOn");


CREATE INDEX "IX_space_probe_account_Circle" ON "space_probe_account" ("Circle");


CREATE INDEX "IX_space_release_Resource_Receiver_Id" ON "space_release" ("Resource", "Receiver", "Id");


CREATE INDEX "IX_space_room_Buyer_Until" ON "space_room" ("Buyer", "Until");


CREATE INDEX "IX_space_use_Agreement_Kind_At" ON "space_use" ("Agreement", "Kind", "At");


CREATE UNIQUE INDEX "IX_space_use_Agreement_Number" ON "space_use" ("Agreement", "Number");


CREATE UNIQUE INDEX "IX_space_use_Agreement_PlanSha256" ON "space_use" ("Agreement", "PlanSha256");


CREATE INDEX "IX_space_use_At" ON "space_use" ("At");


CREATE INDEX "IX_space_use_Code_Id" ON "space_use" ("Code", "Id");


CREATE INDEX "IX_space_use_Organization_Id" ON "space_use" ("Organization", "Id");


CREATE INDEX "IX_trading_agreement_Buyer" ON "trading_agreement" ("Buyer");


CREATE INDEX "IX_trading_agreement_Holder" ON "trading_agreement" ("Holder");


CREATE UNIQUE INDEX "IX_trading_agreement_Number" ON "trading_agreement" ("Number");


CREATE INDEX "IX_trading_agreement_Running_Until" ON "trading_agreement" ("Running", "Until");


CREATE INDEX "IX_trading_agreement_Seller" ON "trading_agreement" ("Seller");


CREATE UNIQUE INDEX "IX_trading_listing_Number" ON "trading_listing" ("Number");


CREATE INDEX "IX_trading_listing_Product" ON "trading_listing" ("Product");


CREATE INDEX "IX_trading_listing_Seller" ON "trading_listing" ("Seller");


CREATE INDEX "IX_trading_listing_Stage_Id" ON "trading_listing" ("Stage", "Id");


CREATE INDEX "IX_trading_round_Agreement" ON "trading_round" ("Agreement");


CREATE INDEX "IX_trading_signature_Agreement" ON "trading_signature" ("Agreement");


