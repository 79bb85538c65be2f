// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/messageeditor.h"

#include "composer/bodyeditor.h"
#include "composer/deliveryform.h"
#include "composer/propertiestable.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QSplitter>
#include <QThreadPool>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gantry::ui {

namespace {

constexpr auto typingPause = 150ms;
constexpr int propertiesLines = 5;
constexpr int bodyLines = 15;

/// The control that sets what a reserved property of this name would.
QString controlFor(const QString &property)
{
    if (property == "TAGS"_L1)
        return MessageEditor::tr("use the field Tag");
    if (property == "KEYS"_L1)
        return MessageEditor::tr("use the field Keys");
    return MessageEditor::tr("RocketMQ sets it itself: choose another name");
}

} // namespace

MessageEditor::MessageEditor(QWidget *parent)
    : QWidget(parent)
    , m_topic(new QComboBox(this))
    , m_tag(new QLineEdit(this))
    , m_keys(new QLineEdit(this))
    , m_topicLabel(new QLabel(this))
    , m_tagLabel(new QLabel(this))
    , m_keysLabel(new QLabel(this))
    , m_topicFault(new QLabel(this))
    , m_tagFault(new QLabel(this))
    , m_variables(new QCheckBox(this))
    , m_properties(new PropertiesTable(this))
    , m_body(new BodyEditor(this))
    , m_delivery(new DeliveryForm(this))
{
    m_topic->setEditable(true);
    m_topic->setInsertPolicy(QComboBox::NoInsert);
    m_topic->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_topic->completer()->setFilterMode(Qt::MatchContains);
    build();
    retranslate();
    m_measuring.setSingleShot(true);
    m_measuring.setInterval(typingPause);
    connect(&m_measuring, &QTimer::timeout, this, &MessageEditor::measure);
    connect(m_topic, &QComboBox::editTextChanged, this, [this] {
        onTyped(MessagePart::Topic);
        Q_EMIT topicChanged(topic());
    });
    connect(m_tag, &QLineEdit::textChanged, this, [this] { onTyped(MessagePart::Tag); });
    connect(m_keys, &QLineEdit::textChanged, this, [this] { onTyped(MessagePart::Keys); });
    connect(m_variables, &QCheckBox::toggled, this, &MessageEditor::onChanged);
    connect(m_properties, &PropertiesTable::changed, this, [this] { onTyped(MessagePart::Properties); });
    connect(m_body, &BodyEditor::changed, this, [this] { onTyped(MessagePart::Body); });
    connect(m_delivery, &DeliveryForm::changed, this, &MessageEditor::onChanged);
}

QWidget *MessageEditor::buildFields()
{
    auto *fields = new QWidget(this);
    auto *grid = new QGridLayout(fields);
    grid->setContentsMargins({});
    m_topic->setObjectName("topic"_L1);
    m_tag->setObjectName("tag"_L1);
    m_keys->setObjectName("keys"_L1);
    m_topicLabel->setBuddy(m_topic);
    m_tagLabel->setBuddy(m_tag);
    m_keysLabel->setBuddy(m_keys);
    m_topicFault->setObjectName("topicFault"_L1);
    m_tagFault->setObjectName("tagFault"_L1);
    for (QLabel *fault : {m_topicFault, m_tagFault}) {
        fault->setWordWrap(true);
        fault->hide();
    }
    grid->addWidget(m_topicLabel, 0, 0);
    grid->addWidget(m_topic, 0, 1, 1, 3);
    grid->addWidget(m_topicFault, 1, 1, 1, 3);
    grid->addWidget(m_tagLabel, 2, 0);
    grid->addWidget(m_tag, 2, 1);
    grid->addWidget(m_keysLabel, 2, 2);
    grid->addWidget(m_keys, 2, 3);
    grid->addWidget(m_tagFault, 3, 1, 1, 3);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 2);
    return fields;
}

void MessageEditor::build()
{
    m_variables->setObjectName("expandVariables"_L1);
    auto *parts = new QSplitter(Qt::Vertical, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_properties);
    parts->addWidget(m_body);
    parts->setStretchFactor(0, 0); // the body gets the room
    parts->setStretchFactor(1, 1);
    const int line = fontMetrics().lineSpacing();
    parts->setSizes({propertiesLines * line, bodyLines * line});
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildFields());
    layout->addWidget(parts, 1);
    layout->addWidget(m_variables);
    layout->addWidget(m_delivery);
    setFocusProxy(m_topic);
}

void MessageEditor::retranslate()
{
    m_topicLabel->setText(tr("&Topic"));
    m_tagLabel->setText(tr("Ta&g"));
    m_keysLabel->setText(tr("&Keys"));
    m_topic->setAccessibleName(tr("Topic"));
    m_tag->setToolTip(tr("At most one; consumers filter by it"));
    m_keys->setToolTip(tr("For looking the message up; several are separated by spaces"));
    m_variables->setText(tr("Expand variables such as {{uuid}} and {{seq}}"));
    m_variables->setToolTip(tr("{{uuid}} {{seq}} {{now}} {{epochMillis}} {{randomInt 1 100}} {{randomText "
                               "8}} in tag, keys, properties "
                               "and a text body, anew for every message"));
    showFault(typedFault());
    measure();
}

void MessageEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QList<QAction *> MessageEditor::menuActions() const
{
    return m_properties->menuActions() + m_body->menuActions();
}

TopicName MessageEditor::topic() const
{
    return TopicName(m_topic->currentText());
}

QString MessageEditor::caption() const
{
    if (!m_title.isEmpty())
        return m_title;
    const QString tag = m_tag->text();
    const QString topic = m_topic->currentText();
    return topic.isEmpty() ? tr("New message") : tag.isEmpty() ? topic : tr("%1 · %2").arg(topic, tag);
}

void MessageEditor::setDraft(const MessageDraft &draft)
{
    m_isFilling = true;
    m_typed.clear();
    m_title = draft.title;
    m_path = draft.path;
    m_topic->setEditText(draft.message.topic.text());
    m_tag->setText(draft.message.tag);
    m_keys->setText(draft.message.keys);
    m_variables->setChecked(draft.expandVariables);
    m_properties->setProperties(draft.message.properties);
    m_body->setBody(draft.message.body, draft.bodyView, draft.bodyFile);
    m_delivery->setDraft(draft);
    m_isFilling = false;
    measure();
}

MessageDraft MessageEditor::draft() const
{
    MessageDraft draft;
    draft.title = m_title;
    draft.path = m_path;
    draft.message.topic = topic();
    draft.message.tag = m_tag->text();
    draft.message.keys = m_keys->text();
    draft.message.properties = m_properties->properties();
    draft.message.body = m_body->bytes();
    draft.bodyView = m_body->view();
    draft.bodyFile = m_body->file();
    draft.expandVariables = m_variables->isChecked();
    m_delivery->writeTo(draft);
    return draft;
}

void MessageEditor::setConfig(const ProducerConfig &config)
{
    m_config = config;
    measure();
}

void MessageEditor::setTopics(const QStringList &topics)
{
    const QString typed = m_topic->currentText();
    const QSignalBlocker blocker(m_topic); // filling it changes its text for a moment
    m_topic->clear();
    m_topic->addItems(topics);
    m_topic->setCurrentIndex(-1);
    m_topic->setEditText(typed);
}

void MessageEditor::setQueues(const QStringList &queues)
{
    m_delivery->setQueues(queues);
}

void MessageEditor::onTyped(MessagePart part)
{
    if (!m_isFilling)
        m_typed.insert(part);
    onChanged();
}

void MessageEditor::onChanged()
{
    if (m_isFilling)
        return;
    showFault(typedFault());
    m_measuring.start();
    Q_EMIT changed();
}

std::optional<MessageFault> MessageEditor::faultOf(const Message &message) const
{
    return findMessageFault(message, m_config.maxMessageBytes);
}

std::optional<MessageFault> MessageEditor::fault() const
{
    Message message = draft().message;
    if (!m_body->file().isEmpty())
        message.body = "read when it is sent"_ba;
    return faultOf(message);
}

std::optional<MessageFault> MessageEditor::typedFault() const
{
    Message message = draft().message;
    if (!m_typed.contains(MessagePart::Topic))
        message.topic = TopicName(u"not-typed-yet"_s);
    if (!m_typed.contains(MessagePart::Body) || !m_body->file().isEmpty())
        message.body = "not typed yet"_ba;
    if (!m_typed.contains(MessagePart::Tag))
        message.tag.clear();
    if (!m_typed.contains(MessagePart::Keys))
        message.keys.clear();
    if (!m_typed.contains(MessagePart::Properties))
        message.properties.clear();
    return faultOf(message);
}

QString MessageEditor::faultText(const MessageFault &fault) const
{
    if (fault.part == MessagePart::Properties) {
        const QString name = m_properties->properties().at(fault.property).name;
        if (fault.error.detail.contains("used by system"_L1))
            return tr("the property “%1” is RocketMQ's own; %2").arg(name, controlFor(name));
    }
    if (fault.part == MessagePart::Topic && m_topic->currentText().trimmed().isEmpty())
        return tr("name the topic to send to");
    return fault.error.hint.isEmpty() ? fault.error.detail
                                      : tr("%1: %2").arg(fault.error.detail, fault.error.hint);
}

void MessageEditor::showFault(const std::optional<MessageFault> &fault)
{
    const auto textOf = [&](MessagePart part) {
        return fault && fault->part == part ? faultText(*fault) : QString();
    };
    const auto show = [](QLabel *label, const QString &text) {
        label->setText(text.isEmpty() ? QString() : tr("⚠ %1").arg(text));
        label->setVisible(!text.isEmpty());
    };
    show(m_topicFault, textOf(MessagePart::Topic));
    show(m_tagFault, textOf(MessagePart::Tag) + textOf(MessagePart::Keys));
    m_properties->setFault(fault ? fault->property : -1, textOf(MessagePart::Properties));
    m_body->setFault(textOf(MessagePart::Body));
}

void MessageEditor::focusFault(const MessageFault &fault)
{
    switch (fault.part) {
    case MessagePart::Topic:
        m_topic->setFocus();
        break;
    case MessagePart::Tag:
        m_tag->setFocus();
        break;
    case MessagePart::Keys:
        m_keys->setFocus();
        break;
    case MessagePart::Properties:
        m_properties->focusProperty(fault.property);
        break;
    case MessagePart::Body:
        m_body->focusBody();
        break;
    case MessagePart::Delivery:
        break; // a draft has none
    }
}

bool MessageEditor::validate()
{
    m_typed = {MessagePart::Topic, MessagePart::Body, MessagePart::Tag, MessagePart::Keys,
               MessagePart::Properties};
    const std::optional<MessageFault> found = fault();
    showFault(found);
    if (found) {
        focusFault(*found);
        return false;
    }
    if (m_body->hasUnreadableText()) {
        m_body->focusBody();
        return false;
    }
    if (!m_delivery->queueFault().isEmpty()) {
        m_delivery->setFocus();
        return false;
    }
    return true;
}

/// Compresses as the producer will, beside the window.
void MessageEditor::measure()
{
    const QByteArray body = m_body->bytes();
    const quint64 measurement = ++m_measurement;
    if (body.size() < m_config.compressBodyOverBytes || !m_body->file().isEmpty()) {
        showSize(std::nullopt);
        return;
    }
    const auto type = m_config.compressionType;
    const int level = m_config.compressionLevel;
    QThreadPool::globalInstance()->start([self = QPointer(this), body, type, level, measurement] {
        const Result<qsizetype> size = compressedSize(type, level, body);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, measurement, size] {
                if (self && self->m_measurement == measurement && size)
                    self->showSize(*size);
            },
            Qt::QueuedConnection);
    });
}

void MessageEditor::showSize(std::optional<qsizetype> compressed)
{
    const QLocale locale;
    if (!m_body->file().isEmpty()) {
        m_body->setSizeText({});
        return;
    }
    const QString plain = tr("%1 bytes").arg(locale.toString(m_body->bytes().size()));
    m_body->setSizeText(
        compressed ? tr("%1, %2 when compressed (%3)")
                         .arg(plain, locale.toString(*compressed), QString(name(m_config.compressionType)))
                   : plain);
}

} // namespace gantry::ui
