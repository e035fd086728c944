/** Pictures for n8n's own nodes, and for services whose logo is not free to use: a plain glyph in their colour. */

import type { LucideIcon } from "lucide-react";
import {
  AlarmClock, Archive, ArrowDownUp, AtSign, Bot, Boxes, Brain, BrainCircuit, Bug, Calculator, CalendarClock,
  Camera, ChartColumn, ClipboardList, Clock, Cloud, CloudSun, Code, Combine, Contact, CopyMinus, CreditCard, Database,
  Diff, FileCode, FileInput, FileJson, FileOutput, FileText, Filter, Fingerprint, Flag, FolderOpen, Globe, Hand,
  HardDrive, Hash, Headset, Image, KeyRound, Layers, Library, LifeBuoy, Link, ListEnd, ListFilter, Lock, Mail,
  MailPlus, MemoryStick, MessageCircle, MessageSquare, MessagesSquare, MousePointerClick, Newspaper, OctagonX, PenLine,
  Phone, Play, Plug, Reply, RefreshCw, Rows3, Rss, Scissors, ScrollText, Search, Server, Share2, ShieldCheck, Sheet,
  Sigma, Signpost, Sparkles, Split, SquareTerminal, Table, Timer, TriangleAlert, Users, Waypoints, Webhook, Wrench,
  Workflow, Zap,
} from "lucide-react";

export interface Glyph {
  Icon: LucideIcon;
  /** #rrggbb */
  color: string;
}

const CORAL = "#e5533d";
const AMBER = "#c27803";
const GREEN = "#15803d";
const TEAL = "#0f766e";
const BLUE = "#2563eb";
const SKY = "#0284c7";
const VIOLET = "#7c3aed";
const PINK = "#be185d";
const SLATE = "#64748b";
const BLACK = "#111111";

const TABLE: [LucideIcon, string, string][] = [
  // n8n's own nodes
  [MousePointerClick, SLATE, "manualTrigger start"],
  [Clock, GREEN, "scheduleTrigger cron"],
  [Timer, GREEN, "interval"],
  [Webhook, PINK, "webhook"],
  [Reply, PINK, "respondToWebhook"],
  [ClipboardList, TEAL, "formTrigger form"],
  [MessageSquare, TEAL, "chatTrigger manualChatTrigger chat"],
  [TriangleAlert, CORAL, "errorTrigger"],
  [Play, CORAL, "executeWorkflow executeWorkflowTrigger workflowTrigger n8nTrigger toolWorkflow"],
  [FolderOpen, AMBER, "localFileTrigger readWriteFile readBinaryFile readBinaryFiles writeBinaryFile"],
  [Rss, AMBER, "rssFeedRead rssFeedReadTrigger"],
  [Mail, BLUE, "emailReadImap"],
  [MailPlus, BLUE, "emailSend"],
  [Zap, AMBER, "sseTrigger"],
  [Signpost, GREEN, "if"],
  [Split, BLUE, "switch"],
  [Combine, SKY, "merge"],
  [ListFilter, SKY, "filter"],
  [RefreshCw, TEAL, "splitInBatches"],
  [PenLine, BLUE, "set renameKeys"],
  [Code, AMBER, "code function functionItem aiTransform toolCode"],
  [Globe, BLUE, "httpRequest httpRequestTool toolHttpRequest graphql"],
  [Clock, AMBER, "wait"],
  [Hand, SLATE, "noOp"],
  [OctagonX, CORAL, "stopAndError"],
  [Layers, CORAL, "aggregate itemLists"],
  [Rows3, CORAL, "splitOut"],
  [ListEnd, CORAL, "limit"],
  [ArrowDownUp, CORAL, "sort"],
  [CopyMinus, CORAL, "removeDuplicates"],
  [Sigma, CORAL, "summarize"],
  [Diff, SKY, "compareDatasets"],
  [CalendarClock, GREEN, "dateTime iCal dateTimeTool"],
  [Fingerprint, GREEN, "crypto totp jwt"],
  [FileInput, TEAL, "extractFromFile readPDF moveBinaryData"],
  [FileOutput, TEAL, "convertToFile spreadsheetFile"],
  [Archive, AMBER, "compression"],
  [FileCode, VIOLET, "html htmlExtract xml markdown"],
  [Image, PINK, "editImage"],
  [SquareTerminal, BLACK, "executeCommand ssh"],
  [HardDrive, SLATE, "ftp"],
  [Table, TEAL, "dataTable"],
  [Bug, SLATE, "debugHelper simulate simulateTrigger executionData evaluation evaluationTrigger"],
  [ChartColumn, VIOLET, "quickChart"],
  // AI
  [Bot, BLACK, "agent agentTool openAiAssistant messageAnAgent"],
  [Link, VIOLET, "chainLlm chainSummarization chainRetrievalQa"],
  [ScrollText, VIOLET, "informationExtractor textClassifier sentimentAnalysis"],
  [ShieldCheck, GREEN, "guardrails"],
  [Sparkles, BLACK, "openAi lmChatOpenAi lmOpenAi lmChatAzureOpenAi embeddingsOpenAi embeddingsAzureOpenAi"],
  [BrainCircuit, VIOLET, "lmChatAwsBedrock lmChatCohere lmCohere lmChatGroq lmChatMoonshot lmChatXAiGrok lmChatVercelAiGateway moonshot lmChatLemonade lmLemonade modelSelector"],
  [MemoryStick, SKY, "memoryBufferWindow memoryManager memoryChatRetriever memoryMotorhead memoryXata memoryZep memoryPostgresChat memoryMongoDbChat memoryRedisChat"],
  [FileJson, AMBER, "outputParserStructured outputParserAutofixing outputParserItemList"],
  [Boxes, TEAL, "embeddingsCohere embeddingsAwsBedrock embeddingsHuggingFaceInference embeddingsLemonade embeddingsOracleDb"],
  [FileText, BLUE, "documentDefaultDataLoader documentBinaryInputLoader documentJsonInputLoader documentGithubLoader"],
  [Scissors, SLATE, "textSplitterCharacterTextSplitter textSplitterRecursiveCharacterTextSplitter textSplitterTokenSplitter"],
  [Search, SKY, "retrieverVectorStore retrieverMultiQuery retrieverContextualCompression retrieverWorkflow toolVectorStore toolSerpApi"],
  [Calculator, GREEN, "toolCalculator"],
  [Brain, VIOLET, "toolThink"],
  [Plug, BLACK, "mcpTrigger mcpClient mcpClientTool mcpRegistryClientTool"],
  [ArrowDownUp, TEAL, "rerankerCohere"],
  [Database, TEAL, "vectorStoreInMemory vectorStorePinecone vectorStoreWeaviate vectorStorePGVector vectorStoreMongoDBAtlas vectorStoreZep vectorStoreChromaDB vectorStoreAzureAISearch vectorStoreOracleDBVector"],
  // Services whose logos are not in the free set
  [Hash, "#611f69", "slack"],
  [Users, "#0a66c2", "linkedIn"],
  [Cloud, "#0b8fd0", "salesforce"],
  [Phone, "#d6243c", "twilio plivo msg91 mocean messageBird sms77"],
  [Contact, "#017737", "pipedrive"],
  [Contact, SLATE, "affinity agileCrm copper freshworksCrm highLevel keap monicaCrm salesmate zohoCrm customerIo activeCampaign"],
  [Mail, "#0f6cbd", "microsoftOutlook"],
  [Users, "#5059c9", "microsoftTeams ciscoWebex"],
  [Sheet, "#107c41", "microsoftExcel microsoftExcelSharePoint"],
  [Cloud, "#0f6cbd", "microsoftOneDrive azureStorage microsoftSharePoint"],
  [ClipboardList, "#0f6cbd", "microsoftToDo"],
  [Database, "#a4373a", "microsoftSql azureCosmosDb oracleDatabase"],
  [Users, "#0f6cbd", "microsoftEntra microsoftDynamicsCrm microsoftDataverse microsoftGraphSecurity"],
  [Cloud, "#c46a00", "awsLambda awsSns awsSqs awsComprehend awsRekognition awsTextract awsTranscribe awsCognito awsIam awsElb awsCertificateManager"],
  [Archive, "#3f8624", "awsS3 s3"],
  [Database, "#3b48cc", "awsDynamoDb"],
  [Mail, "#c2304f", "awsSes"],
  [Mail, "#1a82e2", "sendGrid mailjet mandrill postmark sendy mailerLite getResponse convertKit egoi emelia lemlist autopilot"],
  [AtSign, SLATE, "mailcheck hunter dropcontact clearbit uplead uproc"],
  [Database, "#336791", "questDb timescaleDb"],
  [Table, SLATE, "seaTable grist nocoDb stackby quickbase adalo"],
  [Rows3, "#d63384", "mondayCom"],
  [Headset, "#0a7f5a", "freshdesk freshservice zammad haloPSA serviceNow"],
  [LifeBuoy, SLATE, "drift"],
  [CreditCard, "#c2410c", "chargebee profitWell"],
  [CloudSun, "#d9572b", "openWeatherMap"],
  [Newspaper, "#e35b00", "hackerNews"],
  [Clock, "#1a73e8", "clockify harvest"],
  [AlarmClock, CORAL, "pushover gotify pushcut signl4"],
  [Contact, "#1a73e8", "googleContacts gSuiteAdmin"],
  [Server, "#c5482a", "kafka amqp"],
  [Share2, "#1877f2", "facebookGraphApi facebookLeadAds"],
  [CalendarClock, BLACK, "acuityScheduling eventbrite"],
  [ClipboardList, "#c2410c", "jotForm wufoo koBoToolbox formIo"],
  [Flag, "#ffb829", "segment"],
  [Lock, SLATE, "ldap venafiTlsProtectCloud venafiTlsProtectDatacenter"],
  [Camera, SLATE, "bannerbear apiTemplateIo"],
  [MessageCircle, "#f5455c", "rocketchat twist twake"],
  [MessagesSquare, SLATE, "discourse"],
  [KeyRound, SLATE, "misp theHive theHiveProject cortex"],
  [Library, AMBER, "raindrop googleBooks"],
  [Waypoints, SLATE, "uptimeRobot onfleet"],
  [Users, SLATE, "bambooHr workable"],
  [Filter, SLATE, "googlePerspective"],
  [Wrench, SLATE, "toolExecutor"],
];

const BY_TYPE = new Map<string, Glyph>();
for (const [Icon, color, names] of TABLE) {
  for (const name of names.split(" ")) BY_TYPE.set(name, { Icon, color });
}

export const UNKNOWN_GLYPH: Glyph = { Icon: Workflow, color: SLATE };

/** By the type's own name, else by its stem (`slackTrigger` and `slackTool` look like `slack`). */
export function findGlyph(short: string): Glyph | null {
  return BY_TYPE.get(short) ?? BY_TYPE.get(short.replace(/(Trigger|Tool)$/, "")) ?? null;
}
