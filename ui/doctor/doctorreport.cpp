// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "doctor/doctorreport.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using Verdict = gantry::DoctorFinding::Verdict;
using Check = gantry::DoctorFinding::Check;

namespace gantry::ui {

qsizetype DoctorReport::count(Verdict verdict) const
{
    return std::ranges::count(m_findings, verdict, &DoctorFinding::verdict);
}

Status DoctorReport::status() const
{
    if (count(Verdict::Wrong) > 0)
        return Status::Bad;
    return count(Verdict::Notice) > 0 ? Status::Warning : Status::Good;
}

QString DoctorReport::sentence() const
{
    if (const qsizetype wrong = count(Verdict::Wrong); wrong > 0)
        return tr("%n things stand in the way of a send.", nullptr, int(wrong));
    if (const qsizetype notices = count(Verdict::Notice); notices > 0)
        return tr("A send gets through. %n things may surprise you.", nullptr, int(notices));
    return u"✓ "_s + tr("Nothing is wrong on the way of a send.");
}

QString DoctorReport::text() const
{
    QString text = sentence() + u'\n';
    for (const DoctorFinding &finding : m_findings) {
        text += u"\n%1\n    %2\n"_s.arg(heading(finding), finding.text);
        if (!finding.hint.isEmpty())
            text += u"    → %1\n"_s.arg(finding.hint);
    }
    return text;
}

QString DoctorReport::heading(const DoctorFinding &finding)
{
    const QString check = checkName(finding.check);
    const QString what = finding.subject.isEmpty() ? check : tr("%1: %2").arg(check, finding.subject);
    switch (finding.verdict) {
    case Verdict::Fine:
        return u"✓ "_s + what;
    case Verdict::Notice:
        return u"⚠ "_s + what;
    case Verdict::Wrong:
        return u"✗ "_s + what;
    }
    Q_UNREACHABLE();
}

Status DoctorReport::statusOf(const DoctorFinding &finding)
{
    switch (finding.verdict) {
    case Verdict::Fine:
        return Status::Good;
    case Verdict::Notice:
        return Status::Warning;
    case Verdict::Wrong:
        return Status::Bad;
    }
    Q_UNREACHABLE();
}

QString DoctorReport::checkName(Check check)
{
    switch (check) {
    case Check::Configuration:
        return tr("Settings");
    case Check::NameServer:
        return tr("NameServer");
    case Check::Agreement:
        return tr("Agreement of the NameServers");
    case Check::Topic:
        return tr("Topic");
    case Check::Master:
        return tr("Master");
    case Check::Permission:
        return tr("Permission");
    case Check::Address:
        return tr("Address");
    case Check::Send:
        return tr("Send");
    case Check::ClockSkew:
        return tr("Clock");
    }
    Q_UNREACHABLE();
}

} // namespace gantry::ui
