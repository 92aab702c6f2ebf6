CREATE TABLE "employer_links" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"from_id" bigint NOT NULL,
	"to_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"since" date,
	"until" date,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "employer_move_alerts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"move_id" bigint NOT NULL,
	"alert_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"back" boolean NOT NULL,
	"from_subject" text NOT NULL,
	"to_subject" text NOT NULL,
	"before" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employer_moves" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"from_id" bigint NOT NULL,
	"to_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"reason" text NOT NULL,
	"detail" jsonb NOT NULL,
	"done_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"undone_by" text,
	"undo_reason" text,
	"undo_done_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "employer_questions" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "employer_questions" ADD COLUMN "taken_back_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "employers" ADD COLUMN "heir_id" bigint;--> statement-breakpoint
ALTER TABLE "employers" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "employer_links" ADD CONSTRAINT "employer_links_from_id_employers_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."employers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employer_links" ADD CONSTRAINT "employer_links_to_id_employers_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."employers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employer_move_alerts" ADD CONSTRAINT "employer_move_alerts_move_id_employer_moves_id_fk" FOREIGN KEY ("move_id") REFERENCES "public"."employer_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employer_moves" ADD CONSTRAINT "employer_moves_from_id_employers_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."employers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employer_moves" ADD CONSTRAINT "employer_moves_to_id_employers_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."employers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "employer_links_from" ON "employer_links" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "employer_links_to" ON "employer_links" USING btree ("to_id");--> statement-breakpoint
CREATE INDEX "employer_move_alerts_alert" ON "employer_move_alerts" USING btree ("alert_id","at");--> statement-breakpoint
CREATE INDEX "employer_move_alerts_move" ON "employer_move_alerts" USING btree ("move_id");--> statement-breakpoint
CREATE INDEX "employer_moves_from" ON "employer_moves" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "employer_moves_to" ON "employer_moves" USING btree ("to_id");--> statement-breakpoint
ALTER TABLE "employers" ADD CONSTRAINT "employers_heir_id_employers_id_fk" FOREIGN KEY ("heir_id") REFERENCES "public"."employers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "employer_aliases_employer" ON "employer_aliases" USING btree ("employer_id");--> statement-breakpoint
CREATE INDEX "employers_heir" ON "employers" USING btree ("heir_id");