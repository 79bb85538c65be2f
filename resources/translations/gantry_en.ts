<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>RouteChanges</name>
    <message numerus="yes">
        <source>%n brokers</source>
        <translation>
            <numerusform>%n broker</numerusform>
            <numerusform>%n brokers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queues</source>
        <translation>
            <numerusform>%n queue</numerusform>
            <numerusform>%n queues</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::ConnectionPanel</name>
    <message numerus="yes">
        <source>Advanced settings… (%n changed)</source>
        <translation>
            <numerusform>Advanced settings… (%n changed)</numerusform>
            <numerusform>Advanced settings… (%n changed)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::DoctorReport</name>
    <message numerus="yes">
        <source>%n things stand in the way of a send.</source>
        <translation>
            <numerusform>One thing stands in the way of a send.</numerusform>
            <numerusform>%n things stand in the way of a send.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A send gets through. %n things may surprise you.</source>
        <translation>
            <numerusform>A send gets through. One thing may surprise you.</numerusform>
            <numerusform>A send gets through. %n things may surprise you.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::FlightStory</name>
    <message numerus="yes">
        <source>It took %n attempts; before,</source>
        <translation>
            <numerusform>It took %n attempt; before,</numerusform>
            <numerusform>It took %n attempts; before,</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Failed after %n attempt(s) in %1: %2</source>
        <translation>
            <numerusform>Failed after %n attempt in %1: %2</numerusform>
            <numerusform>Failed after %n attempts in %1: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n queues to choose from</source>
        <translation>
            <numerusform>%1; %n queue to choose from</numerusform>
            <numerusform>%1; %n queues to choose from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fields</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The reply came after %1 from %2, with %n byte(s): %3</source>
        <translation>
            <numerusform>The reply came after %1 from %2, with %n byte: %3</numerusform>
            <numerusform>The reply came after %1 from %2, with %n bytes: %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::History</name>
    <message numerus="yes">
        <source>%n outcomes could not be written to the history.</source>
        <translation>
            <numerusform>%n outcome could not be written to the history.</numerusform>
            <numerusform>%n outcomes could not be written to the history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outcomes were given up.</source>
        <translation>
            <numerusform>%n outcome was given up.</numerusform>
            <numerusform>%n outcomes were given up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::HistoryDialog</name>
    <message numerus="yes">
        <source>The newest %n results are shown; a narrower search reaches older ones.</source>
        <translation>
            <numerusform>The newest result is shown; a narrower search reaches older ones.</numerusform>
            <numerusform>The newest %n results are shown; a narrower search reaches older ones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::LogPanel</name>
    <message numerus="yes">
        <source>%n results were copied.</source>
        <translation>
            <numerusform>%n result was copied.</numerusform>
            <numerusform>%n results were copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n results were copied; an export writes all of them.</source>
        <translation>
            <numerusform>Only the first result was copied; an export writes all of them.</numerusform>
            <numerusform>Only the first %n results were copied; an export writes all of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages cannot be sent again: they are too old, their bodies are no longer kept.</source>
        <translation>
            <numerusform>%n message cannot be sent again: it is too old, its body is no longer kept.</numerusform>
            <numerusform>%n messages cannot be sent again: they are too old, their bodies are no longer kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %n messages are sent again.</source>
        <translation>
            <numerusform>Only the first message is sent again.</numerusform>
            <numerusform>Only the first %n messages are sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is written, but %n results had gone from the log before.</source>
        <translation>
            <numerusform>%1 is written, but %n result had gone from the log before.</numerusform>
            <numerusform>%1 is written, but %n results had gone from the log before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n results are in %1.</source>
        <translation>
            <numerusform>%n result is in %1.</numerusform>
            <numerusform>%n results are in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::MainWindow</name>
    <message numerus="yes">
        <source>Transactions: %n open</source>
        <translation>
            <numerusform>Transactions: %n open</numerusform>
            <numerusform>Transactions: %n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gantry::ui::StoredStory</name>
    <message numerus="yes">
        <source>%n differences between what was sent and what is stored.</source>
        <translation>
            <numerusform>One difference between what was sent and what is stored.</numerusform>
            <numerusform>%n differences between what was sent and what is stored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is stored %n times under this id; this is the first one.</source>
        <translation>
            <numerusform>It is stored %n time under this id.</numerusform>
            <numerusform>It is stored %n times under this id; this is the first one.</numerusform>
        </translation>
    </message>
</context>
</TS>
