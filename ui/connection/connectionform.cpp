// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionform.h"

#include <gantry/producersettings.h>

#include <QEvent>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {

/// A configuration in which only what a test puts there can be wrong.
ProducerConfig flawless()
{
    ProducerConfig config;
    config.group = GroupName(u"group"_s);
    config.nameServers = u"127.0.0.1"_s;
    return config;
}

void sayResult(MessageLabel &message, const Result<void> &checked)
{
    if (checked)
        message.clear();
    else
        message.say(checked.error());
}

void setText(QLineEdit &edit, const QString &text)
{
    if (edit.text() != text)
        edit.setText(text);
}

} // namespace

ConnectionForm::ConnectionForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
    , m_group(addField(u"group"_s))
    , m_nameServers(addField(u"nameServers"_s))
    , m_instance(addField(u"instanceName"_s))
{
    m_layout->setContentsMargins({});
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    connect(m_group.edit, &QLineEdit::textEdited, this, &ConnectionForm::onEdited);
    connect(m_instance.edit, &QLineEdit::textEdited, this, &ConnectionForm::onEdited);
    connect(m_nameServers.edit, &QLineEdit::textEdited, this, &ConnectionForm::onNameServersEdited);
    retranslate();
}

ConnectionForm::Field ConnectionForm::addField(const QString &name)
{
    const Field field{new QLabel(this), new QLineEdit(this), new MessageLabel(this)};
    field.edit->setObjectName(name);
    field.message->setObjectName(name + u"Message"_s);
    field.label->setBuddy(field.edit);
    m_layout->addRow(field.label, field.edit);
    m_layout->addRow(field.message);
    return field;
}

void ConnectionForm::retranslate()
{
    m_group.label->setText(tr("&Group"));
    m_group.edit->setAccessibleName(tr("Producer group"));
    m_group.edit->setToolTip(tr("The producer group: what brokers list this producer under."));
    m_nameServers.label->setText(tr("&NameServers"));
    m_nameServers.edit->setAccessibleName(tr("NameServers"));
    m_nameServers.edit->setToolTip(tr(
        "Addresses of the cluster's NameServers, host:port, separated by “;”; port 9876 where none is given. "
        "Typed on the sandbox, they become a new profile."));
    m_instance.label->setText(tr("&Instance"));
    m_instance.edit->setAccessibleName(tr("Instance name"));
    m_instance.edit->setToolTip(
        tr("Part of the client id. DEFAULT becomes a unique name at each start; under any other name a group "
           "runs only once in this program."));
    m_nameServers.edit->setPlaceholderText(
        m_profile.kind == Profile::Kind::Sandbox ? tr("sandbox, not running") : tr("127.0.0.1:9876"));
}

void ConnectionForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ConnectionForm::show(const Profile &profile)
{
    m_profile = profile;
    setText(*m_group.edit, profile.config.group.text());
    setText(*m_instance.edit, profile.config.instanceName);
    showAddress();
    retranslate();
    check();
}

void ConnectionForm::setSandboxAddress(const QString &address)
{
    m_sandboxAddress = address;
    showAddress();
}

void ConnectionForm::showAddress()
{
    setText(*m_nameServers.edit,
            m_profile.kind == Profile::Kind::Sandbox ? m_sandboxAddress : m_profile.config.nameServers);
}

void ConnectionForm::onEdited()
{
    m_profile.config.group = GroupName(m_group.edit->text());
    m_profile.config.instanceName = m_instance.edit->text();
    check();
    Q_EMIT edited(m_profile);
}

void ConnectionForm::onNameServersEdited(const QString &text)
{
    if (m_profile.kind == Profile::Kind::Sandbox) {
        Q_EMIT nameServersTyped(text);
        return;
    }
    m_profile.config.nameServers = text;
    check();
    Q_EMIT edited(m_profile);
}

void ConnectionForm::check()
{
    ProducerConfig group = flawless();
    group.group = m_profile.config.group;
    sayResult(*m_group.message, checkProducerConfig(group));
    ProducerConfig instance = flawless();
    instance.instanceName = m_profile.config.instanceName;
    sayResult(*m_instance.message, checkProducerConfig(instance));
    ProducerConfig nameServers = flawless();
    if (m_profile.kind == Profile::Kind::Cluster)
        nameServers.nameServers = m_profile.config.nameServers;
    sayResult(*m_nameServers.message, checkProducerConfig(nameServers));
}

bool ConnectionForm::showStartError(const Error &error)
{
    if (error.kind == ErrorKind::DuplicateInstance) {
        m_instance.message->say(error);
        return true;
    }
    check();
    return !m_group.message->text().isEmpty() || !m_instance.message->text().isEmpty()
           || !m_nameServers.message->text().isEmpty();
}

void ConnectionForm::showNameServerTrouble(const QString &trouble)
{
    check();
    if (!trouble.isEmpty())
        m_nameServers.message->say(Status::Bad, trouble);
}

} // namespace gantry::ui
