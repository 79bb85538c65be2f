// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "withclient.h"
#include <gantry/doctor.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace gantry::ctl {

namespace {

struct DoctorOptions {
    CommonOptions common;
    std::string topic;
};

QJsonObject toJson(const DoctorFinding &finding)
{
    return {{u"check"_s, name(finding.check)},
            {u"verdict"_s, name(finding.verdict)},
            {u"subject"_s, finding.subject},
            {u"kind"_s, finding.kind ? QJsonValue(name(*finding.kind)) : QJsonValue()},
            {u"text"_s, finding.text},
            {u"hint"_s, finding.hint.isEmpty() ? QJsonValue() : QJsonValue(finding.hint)}};
}

QString toText(const DoctorFinding &finding)
{
    const QString mark = finding.verdict == DoctorFinding::Verdict::Fine     ? u"ok    "_s
                         : finding.verdict == DoctorFinding::Verdict::Notice ? u"note  "_s
                                                                             : u"WRONG "_s;
    QString text = mark + u"%1: %2"_s.arg(finding.subject, finding.text);
    if (!finding.hint.isEmpty())
        text += u"\n        → "_s + finding.hint;
    return text;
}

void print(const DoctorFinding &finding, OutputFormat format)
{
    if (format == OutputFormat::Json)
        printJson(toJson(finding));
    else
        printLine(toText(finding));
}

int examine(const DoctorOptions &options, const Connection &connection)
{
    const OutputFormat format = options.common.format();
    const QList<DoctorFinding> findings = examineWayToSend(
        connection.config, TopicName(QString::fromStdString(options.topic)), connection.config.sendTimeout,
        [format](const DoctorFinding &finding) { print(finding, format); });
    const auto wrong = std::ranges::count(findings, DoctorFinding::Verdict::Wrong, &DoctorFinding::verdict);
    if (format == OutputFormat::Json)
        printJson(
            {{u"summary"_s, QJsonObject{{u"findings"_s, findings.size()}, {u"wrong"_s, qint64(wrong)}}}});
    else
        printLine(wrong == 0 ? u"nothing wrong in %1 findings"_s.arg(findings.size())
                             : u"%1 of %2 findings are wrong"_s.arg(wrong).arg(findings.size()));
    return wrong == 0 ? AllAccepted : SomeFailed;
}

} // namespace

Command addDoctorCommand(CLI::App &app)
{
    auto options = std::make_shared<DoctorOptions>();
    CLI::App *command = app.add_subcommand(
        "doctor", "Check the way to a send step by step, and say what is wrong and what to do");
    command->add_option("topic", options->topic, "Topic to send to (else: all brokers, without the topic)");
    addCommonOptions(*command, options->common);
    return {command, [options] {
                return withConnection(options->common, [&](const Connection &connection) {
                    return examine(*options, connection);
                });
            }};
}

} // namespace gantry::ctl
