CREATE TABLE "delivery_nils" (
	"layout" text NOT NULL,
	"period" date NOT NULL,
	"reason" text NOT NULL,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "delivery_nils_layout_period_pk" PRIMARY KEY("layout","period")
);
